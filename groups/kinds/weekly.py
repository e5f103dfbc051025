"""The one message a week of people who chose that in place of several."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followon.messaging import weekly
from followon.messaging.kinds import Due, Kind, register
from followon.messaging.models import Message
from followon.messaging.placeholders import fixed_words
from followon.pages.words import clock, longdate
from followon.people.services.links import mint

from ..queries.weekly import Week, WeekDate, due_to, weeks_of, zones
from ..reminders import SAID_NO
from .contexts import Context, page, person_of, short_when

WEEK_AHEAD, WEEK = "week_ahead", "week"
LINK_LASTS = timedelta(days=14)
NOTHING = "nothing to say this week"


def register_weekly() -> None:
    """It counts to the cap as any other text does; what cannot wait never waits for it."""
    register(
        Kind(
            WEEK_AHEAD,
            week_ahead,
            label=_("One message for the week"),
            still_wanted=something_to_say,
            prepare=load,
            plan=plan,
        )
    )
    fixed_words(WEEK_AHEAD, _("It is put together from what each person's week holds."))


def plan(now: datetime) -> Iterable[Due]:
    """Who gets the week's message now: on Mondays from 9am on the local clock.

    At any other time this is one query, whatever exists.
    """
    by_moment: dict[datetime, list[str]] = {}
    for zone in zones():
        if weekly.is_due(zone, now):
            by_moment.setdefault(weekly.last_moment(zone, now), []).append(zone)
    for moment, there in by_moment.items():
        subject = f"week:{moment:%G-W%V}"
        for person_id, service_id in due_to(there, subject, moment - weekly.WEEK):
            yield Due(service_id, person_id, subject, 0, moment + weekly.USEFUL)


def load(messages: Sequence[Message], now: datetime) -> dict[Any, Week]:
    """For messaging: the weeks of all whose message is to leave."""
    return weeks_of({message.recipient_id for message in messages}, now)


def something_to_say(message: Message, now: datetime) -> str:
    """There is no message in a week that holds nothing."""
    return "" if _week(message, now) else NOTHING


def week_ahead(message: Message, now: datetime) -> Context:
    """Dates, jobs and what waits, with one link on which all of it can be answered."""
    week = _week(message, now)
    minted = mint(
        user=message.person,
        contact=message.contact,
        purpose=WEEK,
        subject=message.subject,
        lasts=LINK_LASTS,
        now=now,
    )
    return person_of(message) | {
        "dates": [_date(date) for date in week.dates],
        "some_dates": _some([date for date in week.dates if not _is_off(date)]),
        "jobs": [
            {"job": job.get_kind_display().lower(), "group": job.group.name} for job in week.offers
        ],
        "to_set": [group.name for group in week.to_set],
        "link": page("groups:week_link", minted.token),
    }


def _week(message: Message, now: datetime) -> Week:
    prepared = message.prepared
    weeks = prepared if isinstance(prepared, dict) else weeks_of([message.recipient_id], now)
    return weeks[message.recipient_id]


def _date(date: WeekDate) -> Context:
    meeting = date.meeting
    return {
        "group": meeting.group.name,
        "day": longdate(meeting.date),
        "clock": clock(meeting.time),
        "place": meeting.place.name if meeting.place else "",
        "answer": date.own.get_value_display() if date.own else "",
        "asks": date.member is not None and date.own is None,
    }


def _is_off(date: WeekDate) -> bool:
    return date.own is not None and date.own.value in SAID_NO


def _some(dates: list[WeekDate]) -> list[str]:
    """The dates for a text, all of them first, then fewer: 'Wed 30 Sep 2pm and 1 more'."""
    whens = [short_when(date.meeting) for date in dates]
    return [_and_more(whens[:count], len(whens) - count) for count in range(len(whens), 0, -1)]


def _and_more(whens: list[str], more: int) -> str:
    said = ", ".join(whens)
    if not more:
        return said
    return said + " " + ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more}
