"""What is printed: sheets made of a few sorts of block, which a page and a PDF both draw. Pure."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from followon.pages.words import clock, longdate, monthyear, phone, plaindate, weekday

from .bank_holidays import bank_holiday
from .models import Meeting, Place, PlaceKind, Way

MONTHS = 3
BLANK_ROWS = 4
A_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Big:
    """Words to be read from across a room."""

    lines: list[str]
    sort: str = "big"


@dataclass(frozen=True)
class Words:
    """Paragraphs, under a heading if there is one."""

    lines: list[str]
    heading: str = ""
    sort: str = "words"


@dataclass(frozen=True)
class Day:
    """One day of a month's grid; an empty number is a day of another month."""

    number: str = ""
    note: str = ""
    is_meeting: bool = False


@dataclass(frozen=True)
class Month:
    """A month as a grid, weeks beginning on Monday."""

    heading: str
    weekdays: list[str]
    weeks: list[list[Day]]
    sort: str = "month"


@dataclass(frozen=True)
class Table:
    """Rows whose first cell names them. `ticks`: the last column is a box to tick."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    ticks: bool = False
    sort: str = "table"


@dataclass(frozen=True)
class Blanks:
    """Labels, each with a line to write on."""

    labels: list[str]
    sort: str = "blanks"


Block = Big | Words | Month | Table | Blanks


@dataclass(frozen=True)
class Sheet:
    """One thing to print."""

    title: str
    blocks: list[Block]
    foot: str = ""
    name: str = field(default="sheet")

    def as_data(self) -> dict[str, Any]:
        """The sheet as JSON can hold it."""
        return asdict(self)


def poster(meeting: Meeting, *, shows_address: bool) -> Sheet:
    """One date for a wall; where it is at somebody's home only if that was asked for."""
    lines = [longdate(meeting.date), clock(meeting.time), *_where(meeting, shows_address)]
    place = meeting.place
    words = [_("Come for as long as suits you.")]
    if place and place.how_to_get_there and (shows_address or not is_private(place)):
        words.insert(0, _("How to get there:") + " " + place.how_to_get_there)
    if meeting.way in (Way.ONLINE, Way.MIXED):
        words.append(_("The link to join is on your group's page."))
    return Sheet(meeting.group.name, [Big(lines), Words(words)], name=_("poster"))


def is_private(place: Place) -> bool:
    """Whether the place is the group's own, as somebody's home always is."""
    return place.kind == PlaceKind.HOME or place.group_id is not None


def dates(title: str, meetings: Sequence[Meeting], *, today: date) -> Sheet:
    """The next months for a fridge, with the group's dates."""
    by_day = {meeting.date: meeting for meeting in meetings}
    table = Table(
        _("Our dates"),
        [_("Day"), _("Time"), _("Place")],
        [
            [longdate(each.date), clock(each.time), ", ".join(_where(each, shows_address=False))]
            for each in meetings
        ],
    )
    blocks: list[Block] = [table] if meetings else [Words([_("No date is set yet.")])]
    blocks += [_month(first, by_day) for first in _months(today, meetings)]
    foot = _("Dates can move: your messages and your group's page say so. Printed on %(day)s.")
    return Sheet(title, blocks, foot % {"day": plaindate(today)}, name=_("dates"))


def phone_list(
    title: str,
    people: Iterable[tuple[str, Sequence[Any]]],
    *,
    for_coordinators: bool,
    service: Mapping[str, str],
    today: date,
) -> Sheet:
    """First names with what each shares; `people` are names with their contacts."""
    rows = [[name, _said(contacts)] for name, contacts in people]
    if for_coordinators:
        whose = _("Some of this is for the coordinator and deputy alone. Keep it to yourself.")
    else:
        whose = _("Everybody here chose to share this with the group. Please do not pass it on.")
    call = _("The service: %(name)s, %(phone)s, %(hours)s.")
    said = {**service, "phone": phone(service["phone"])}
    foot = _("Printed on %(day)s. People may change what they share: then print it again.")
    return Sheet(
        title,
        [
            Words([whose, _("An empty line is for people to write in themselves, if they like.")]),
            Table(_("Phone list"), [_("Name"), _("Phone and email")], rows),
            Words([call % said, _("In an emergency call 999.")]),
        ],
        foot % {"day": plaindate(today)},
        name=_("phone list"),
    )


def sign_in_sheet(meeting: Meeting, names: Sequence[str]) -> Sheet:
    """Names to tick at one meeting, room for guests, and what the app asks about afterwards."""
    rows = [[name, ""] for name in names] + [["", ""] for _row in range(BLANK_ROWS)]
    when = f"{longdate(meeting.date)}, {clock(meeting.time)}"
    return Sheet(
        meeting.group.name,
        [
            Words([when, _("Tick your name if you like. Guests can write theirs below.")]),
            Table(_("Who is here"), [_("Name"), _("Here")], rows, ticks=True),
            Blanks([_("How many came altogether"), _("Our next date")]),
        ],
        name=_("sign-in sheet"),
    )


def _where(meeting: Meeting, shows_address: bool) -> list[str]:
    place = meeting.place
    if place is None:
        return [str(meeting.get_way_display())] if meeting.way in (Way.ONLINE, Way.PHONE) else []
    if is_private(place) and not shows_address:
        return [line for line in (str(place.get_kind_display()), place.town) if line]
    lines = [place.name, place.address, "" if place.town in place.address else place.town]
    return [line for line in lines if line]


def _months(today: date, meetings: Sequence[Meeting]) -> list[date]:
    """The first days of this month and the next, as many as hold the dates of half a year."""
    last = max([meeting.date for meeting in meetings], default=today)
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS or (firsts[-1] + timedelta(days=31) <= last and len(firsts) < 6):
        firsts.append((firsts[-1] + timedelta(days=31)).replace(day=1))
    return firsts


def _month(first: date, by_day: Mapping[date, Meeting]) -> Month:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        monthyear(first),
        [weekday(A_MONDAY + timedelta(days=number)) for number in range(7)],
        [[_day(day, first.month, by_day.get(day)) for day in week] for week in weeks],
    )


def _day(day: date, month: int, meeting: Meeting | None) -> Day:
    if day.month != month:
        return Day()
    if meeting is not None:
        return Day(str(day.day), clock(meeting.time), is_meeting=True)
    return Day(str(day.day), _("Bank holiday") if bank_holiday(day) else "")


def _said(contacts: Sequence[Any]) -> str:
    said = [each.value if each.kind == "email" else phone(each.value) for each in contacts]
    return ", ".join(said)
