"""What groups send: each kind with its words' facts, its last check and its replies."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from followon.messaging import kinds
from followon.messaging.kinds import Hours, Kind
from followon.messaging.replies import MEETING_ANSWERS, Word

from ..queries import about
from . import called, checks, contexts, invitations, plans, replies
from .concerns import register_concern_kinds
from .handing import register_handing
from .polls import register_polls
from .turns import register_turns
from .weekly import register_weekly

ANSWERS = frozenset({*MEETING_ANSWERS, Word.UNWELL})
REPORT = frozenset({Word.NUMBER, Word.NO, Word.MOVED})


def add(kind: Kind) -> None:
    """Register a kind about a meeting, a group or a job: what these are about is read together."""
    kinds.register(replace(kind, prepare=about.load))


def register() -> None:
    """Tell messaging of every kind; called once, when the app is ready."""
    _about_a_date()
    _reminders()
    _afterwards()
    register_concern_kinds()
    register_weekly()
    register_turns()
    register_handing()
    register_polls()
    plans.register_planners()
    _joining_and_helping()
    add(
        Kind(
            code="reply_noted",
            context=contexts.noted,
            label=_("Answer to a reply"),
            hides_person=True,
            hours=Hours.ANY,
            counts_to_cap=False,
        )
    )


def _joining_and_helping() -> None:
    add(
        Kind(
            code="welcome",
            context=contexts.welcome,
            invitation=invitations.to_date_ahead,
            label=_("Welcome to the group"),
            still_wanted=checks.welcome,
            replies=ANSWERS,
            on_reply=replies.answer,
            called=called.date_of,
        )
    )
    add(
        Kind(
            code="volunteer_named",
            context=contexts.volunteer,
            label=_("Named as a volunteer for a group"),
            still_wanted=checks.volunteer,
        )
    )
    add(
        Kind(
            code="job_offered",
            context=contexts.job,
            label=_("Job offered"),
            still_wanted=checks.offer,
            can_wait=True,
            replies=frozenset({Word.YES, Word.NO}),
            on_reply=replies.job,
            called=called.job_of,
        )
    )


def _about_a_date() -> None:
    for code, label, hours in (
        ("meeting_booked", _("Meeting booked"), Hours.ORDINARY),
        ("poll_booked", _("Meeting booked from a poll"), Hours.ORDINARY),
        ("meeting_moved", _("Meeting moved"), Hours.URGENT),
        ("take_over", _("Asked to run a meeting"), Hours.URGENT),
    ):
        is_urgent = hours == Hours.URGENT
        add(
            Kind(
                code=code,
                context=contexts.meeting,
                invitation=None if code == "take_over" else invitations.to_date,
                label=label,
                still_wanted=checks.stand_in if code == "take_over" else checks.stands,
                hours=hours,
                counts_to_cap=not is_urgent,
                can_wait=code in ("meeting_booked", "poll_booked"),
                replies=ANSWERS,
                on_reply=replies.answer,
                called=called.date_of,
            )
        )
    add(
        Kind(
            code="meeting_cancelled",
            context=contexts.cancelled,
            invitation=invitations.to_date,
            label=_("Meeting cancelled"),
            still_wanted=checks.cancelled,
            hours=Hours.URGENT,
            counts_to_cap=False,
        )
    )


def _reminders() -> None:
    for code, label in (
        ("reminder_7", _("Reminder, 7 days before")),
        ("reminder_2", _("Reminder, 2 days before")),
    ):
        add(
            Kind(
                code=code,
                context=contexts.meeting,
                invitation=invitations.unless_answered,
                label=label,
                still_wanted=checks.reminder,
                can_wait=code == "reminder_7",
                replies=ANSWERS,
                on_reply=replies.answer,
                called=called.date_of,
            )
        )


def _afterwards() -> None:
    add(
        Kind(
            code="how_did_it_go",
            context=contexts.report,
            label=_("How did it go?"),
            still_wanted=checks.unreported,
            replies=REPORT,
            on_reply=replies.report,
            called=called.date_of,
        )
    )
    add(
        Kind(
            code="next_date",
            context=contexts.next_date,
            label=_("Next date?"),
            still_wanted=checks.no_next_date,
            can_wait=True,
        )
    )
