"""What a service may write in its own words of the kinds that groups send."""

from datetime import date, time
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from followon.messaging.placeholders import (
    BOTH,
    EMAIL,
    TEXT,
    Context,
    Editable,
    Moment,
    Placeholder,
    Said,
    fixed_words,
    own_words,
)
from followon.messaging.usual_placeholders import FIRST_NAME, SERVICE_PHONE, answer, later
from followon.pages.words import clock, longdate

from ..models import JobKind
from .contexts import page, short_when

TYPICAL = SimpleNamespace(date=date(2026, 9, 22), time=time(14))
LONGEST = SimpleNamespace(date=date(2026, 9, 30), time=time(10, 30))
ANY_ID = "00000000-0000-0000-0000-000000000000"
SECRET = "x" * 22
VOLUNTEERS = _("Volunteers get the default words: they have no answer to give.")
GROUP_NAME = "The Thursday Friends of Hartcliffe & Co."


def register() -> None:
    """Tell messaging of all of them; called once, when the app is ready."""
    for kind in (*_about_a_date(), *_afterwards(), *_about_jobs(), _volunteer()):
        own_words(kind)
    fixed_words(
        "reply_noted", _("It says back what was understood, so each answer has words of its own.")
    )
    fixed_words(
        "concern_received", _("It says what to do in an emergency, and must say the same to all.")
    )
    fixed_words("texts_unassigned", _("It goes to whoever runs this site."))
    fixed_words(
        "concern_waiting", _("It goes to staff, and must not say what somebody is worried about.")
    )


def _when(name: str, label: Said, channels: frozenset[str] = TEXT) -> Placeholder:
    return Placeholder(
        name,
        label,
        typical=later(lambda: short_when(TYPICAL)),
        longest=later(lambda: short_when(LONGEST)),
        keys=(name,),
        channels=channels,
    )


def _day(name: str, label: Said) -> Placeholder:
    return Placeholder(
        name,
        label,
        typical=later(lambda: longdate(TYPICAL.date)),
        longest=later(lambda: longdate(LONGEST.date)),
        keys=(name,),
        channels=EMAIL,
    )


def _clock(name: str, label: Said) -> Placeholder:
    return Placeholder(
        name,
        label,
        typical=later(lambda: clock(TYPICAL.time)),
        longest=later(lambda: clock(LONGEST.time)),
        keys=(name,),
        channels=EMAIL,
    )


def _link(label: Said, name: str, *args: Any) -> Placeholder:
    address = later(lambda: page(name, *args))
    return Placeholder("link", label, typical=address, longest=address, keys=("link",))


GROUP = Placeholder(
    "group", _("The group's name"), typical="Bedminster group", longest=GROUP_NAME, keys=("group",)
)
PLACE = (
    Placeholder(
        "place",
        _("Where the group meets; nothing while no place is set"),
        typical="The Bakery",
        longest="Hartcliffe Village Rooms",
        keys=("place_name",),
        limit=24,
        short_limit=16,
        channels=TEXT,
    ),
    Placeholder(
        "way",
        _("How the group meets where it is at no place: online, or by phone"),
        typical="",
        longest="",
        keys=("way",),
        channels=TEXT,
    ),
    Placeholder(
        "place",
        _("Where the group meets, with the address"),
        typical="The Bakery, 1 North Street",
        longest="Hartcliffe Village Rooms, 112 Bishopsworth Road",
        keys=("place", "address"),
        channels=EMAIL,
    ),
    Placeholder(
        "how_to_get_there",
        _("How to get there, as the group wrote it"),
        typical=_("Bus 76 stops outside. The door is at the side."),
        longest=_("Bus 76 stops outside. The door is at the side."),
        keys=("how_to_get_there",),
        channels=EMAIL,
    ),
)
DATE = (
    _when("when", _("Day and time, short")),
    _day("day", _("The day")),
    _clock("clock", _("The time")),
)
NEXT_WHEN = _when("next_when", _("The next date; nothing where none is set"), BOTH)
ANSWER_LINK = _link(_("The person's own link to answer"), "groups:answer_link", SECRET)
REPORT_LINK = _link(_("The person's own link to say how it went"), "groups:report_link", SECRET)
NEXT_LINK = _link(_("The page to set the next date"), "groups:same_again", ANY_ID)
JOB_LINK = _link(_("The page about the job"), "groups:job", 100_000)
HOME_LINK = _link(_("The group's page"), "groups:home")
ANSWERS = answer(
    _("Reply YES, MAYBE or NO, or tap"),
    _("Reply YES or NO, or tap"),
    _("YES or NO?"),
    unanswered=(_("Tell the group if you are coming:"), _("Are you coming?"), _("Coming?")),
)
DOWN_AS_COMING = answer(
    _("You said yes, so you are down as coming. If you cannot, reply NO, or tap"),
    _("You are down as coming. If not, reply NO, or tap"),
    _("You are down as coming. NO if not:"),
    unanswered=(
        _("You said yes, so you are down as coming. If you cannot, tap"),
        _("You are down as coming. If not, tap"),
    ),
)
REPORT = answer(
    _("Reply with how many came, 0 if you did not meet, or MOVED. Or tap"),
    _("Reply how many came, 0 if not, or MOVED. Or tap"),
    _("Reply how many came, or 0:"),
    unanswered=(_("Tell us how many came:"), _("How many came?")),
)
OFFER = answer(
    _("Reply YES or NO, or see"),
    _("YES or NO?"),
    unanswered=(_("See what it is, and answer:"), _("Answer:")),
)
JOB = Placeholder(
    "job",
    _("What the job is called"),
    typical=later(lambda: str(JobKind.WELCOMER.label).lower()),
    longest=later(lambda: str(JobKind.DEPUTY.label).lower()),
    keys=("job",),
)
STANDS = {
    "is_member": True,
}
DATED = (FIRST_NAME, *DATE, *PLACE, GROUP, SERVICE_PHONE)


def _is_member(context: Context) -> bool:
    return bool(context.get("is_member"))


def _of_a_date(code: str, moment: Moment = Moment.DATE, **more: Any) -> Editable:
    facts: dict[str, Any] = {"stands": STANDS, "applies": _is_member, "note": VOLUNTEERS, **more}
    return Editable(code, moment, (*DATED, ANSWERS, ANSWER_LINK), **facts)


def _about_a_date() -> list[Editable]:
    return [
        _of_a_date(
            "welcome",
            Moment.JOINING,
            applies=lambda context: bool(context.get("when")),
            note=_("Where no date is set yet, people get the default words."),
        ),
        _of_a_date("meeting_booked"),
        Editable("poll_booked", Moment.DATE, (*DATED, DOWN_AS_COMING, ANSWER_LINK), stands=STANDS),
        _of_a_date("reminder_7"),
        _of_a_date("reminder_2"),
        _moved(),
        _cancelled(),
    ]


def _moved() -> Editable:
    was = (
        _when("was_when", _("Day and time before; nothing where they are the same")),
        _day("was_day", _("The day before the change; nothing where day and time are the same")),
        _clock("was_clock", _("The time before the change; nothing where it is the same")),
        Placeholder(
            "was_place",
            _("The place before; nothing where it is the same"),
            typical="The Inn",
            longest="Bishopsworth Road Chapel",
            keys=("was_place",),
            channels=EMAIL,
        ),
    )
    return Editable(
        "meeting_moved",
        Moment.DATE,
        (*DATED, *was, ANSWERS, ANSWER_LINK),
        stands={**STANDS, "has_new_time": True, "has_new_place": True},
        applies=_is_member,
        derived=what_changed,
        note=VOLUNTEERS,
    )


def what_changed(context: Context) -> Context:
    """Of what was before a move only that which is different now."""
    same_time = ("was_when", "was_day", "was_clock") if not context.get("has_new_time") else ()
    same_place = ("was_place",) if not context.get("has_new_place") else ()
    return {**context, **dict.fromkeys((*same_time, *same_place), "")}


def _cancelled() -> Editable:
    return Editable(
        "meeting_cancelled",
        Moment.DATE,
        (*DATED, NEXT_WHEN, HOME_LINK),
        stands=STANDS,
    )


def _afterwards() -> list[Editable]:
    return [
        Editable("how_did_it_go", Moment.AFTER, (*DATED, REPORT, REPORT_LINK), stands=STANDS),
        Editable("next_date", Moment.AFTER, (*DATED, NEXT_LINK), stands=STANDS),
    ]


def _volunteer() -> Editable:
    return Editable(
        "volunteer_named",
        Moment.JOINING,
        (FIRST_NAME, *DATE, *PLACE, GROUP, SERVICE_PHONE, HOME_LINK),
        applies=lambda context: bool(context.get("when")),
        note=_("Where no date is set yet, people get the default words."),
    )


def _about_jobs() -> list[Editable]:
    offer = (FIRST_NAME, JOB, GROUP, SERVICE_PHONE, OFFER, JOB_LINK)
    return [
        Editable("job_offered", Moment.JOBS, offer, stands=STANDS),
        Editable("take_over", Moment.JOBS, (*DATED, ANSWER_LINK), stands=STANDS),
    ]
