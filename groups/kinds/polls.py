"""What a poll sends: asked, called once more, in, given up; and what a text to it does."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Hours, Kind, register
from followon.messaging.models import Message
from followon.messaging.placeholders import fixed_words
from followon.messaging.replies import Word
from followon.messaging.wording import shorten, to_gsm7
from followon.pages.words import clock, longdate, shortday
from followon.people.services.links import mint

from ..local_time import local_clock, local_day
from ..models import OPEN_GROUP_STATES, Poll, PollState
from ..polls import READY_ENDS
from ..queries import about_polls as about
from . import checks, poll_plans, poll_replies, poll_words
from .contexts import Context, page, person_of

POLL = "poll"
GONE, OVER, CHANGED = "the poll is gone", "the poll is over", "the poll has changed since"
GROUP_LENGTH = 14
ANSWERED = frozenset({Word.PICKED, Word.UNCLEAR})


def register_polls() -> None:
    """Tell messaging of all of them, and of when a poll speaks up by itself."""
    for code, label, wanted in (
        ("poll_opened", _("Poll: which dates suit you?"), still_asks),
        ("poll_last_call", _("Poll: last call"), still_silent),
    ):
        _register(
            code,
            asked,
            label=label,
            still_wanted=wanted,
            replies=ANSWERED,
            on_reply=poll_replies.vote,
            called=called,
        )
    _register("poll_ready", ready, label=_("Poll: the answers are in"), still_wanted=still_ready)
    _register("poll_off", off, label=_("Poll given up"), still_wanted=still_off)
    _register(
        "poll_noted",
        noted,
        label=_("Answer to a reply to a poll"),
        hides_person=True,
        hours=Hours.ANY,
        counts_to_cap=False,
    )
    poll_plans.register_planner()


def _register(code: str, context: Any, **more: Any) -> None:
    register(Kind(code, context, prepare=about.load, **more))
    fixed_words(code, _("It is put together from the dates of each poll."))


def asked(message: Message, now: datetime) -> Context:
    """The dates with their letters, until when to answer, and a link for it."""
    poll, options = _poll(message), about.options_of(message)
    closes = {
        "closes": f"{shortday(_last_day(poll))} {clock(_closing(poll))}",
        "closes_day": longdate(_last_day(poll)),
        "closes_clock": clock(_closing(poll)),
    }
    return (
        _named(message, poll)
        | closes
        | {
            "changed": poll.version > 1,
            "options": [poll_words.spoken(option) for option in options],
            "listed": poll_words.listed(options),
            "like": " ".join(option.letter for option in options[:2]),
            "link": _own_link(message, poll, now),
        }
    )


def ready(message: Message, now: datetime) -> Context:
    """How many answered, which date fits best, and where to book it."""
    poll, found = _poll(message), about.about(message)
    people = [member.pk for member in found.everybody[poll.group_id]]
    came = poll_words.came_out(about.options_of(message), found.said, people)
    return (
        _named(message, poll)
        | came
        | {
            "has_closed": now >= poll.closes_at,
            "link": page("groups:poll", poll.pk),
        }
    )


def off(message: Message, now: datetime) -> Context:
    """Which group it was."""
    return _named(message, _poll(message)) | {"link": page("groups:home")}


def noted(message: Message, now: datetime) -> Context:
    """What was understood of a text, or what to write."""
    poll, options = _poll(message), about.options_of(message)
    member = about.member_of(message)
    said = about.about(message).said
    own = {
        option.letter: said.get(option.pk, {}).get(member.pk, "") if member else ""
        for option in options
    }
    return _named(message, poll) | {
        "noted": message.facts.get("noted", ""),
        "own": poll_words.own_words(own),
        "listed": poll_words.listed(options),
        "like": " ".join(option.letter for option in options[:2]),
        "link": page("groups:poll", poll.pk),
    }


def called(message: Message) -> tuple[str, ...]:
    """The poll; with its group where two are alike."""
    poll = about.poll_of(message)
    if poll is None:
        return ()
    name = shorten(to_gsm7(poll.group.name), GROUP_LENGTH)
    return (str(_("the poll")), f"{_('the poll')} {name}")


def still_asks(message: Message, now: datetime) -> str:
    """For a poll that takes votes, at the version that the message is about."""
    poll = about.poll_of(message)
    if poll is None:
        return GONE
    if not poll.takes_votes(now):
        return OVER
    return CHANGED if poll.version > message.version else _not_theirs(message, poll, now)


def still_silent(message: Message, now: datetime) -> str:
    """As `still_asks`, and only for whoever has said nothing of any date."""
    return still_asks(message, now) or (checks.TAKEN if _has_voted(message) else "")


def still_ready(message: Message, now: datetime) -> str:
    """While one of the dates can still be booked, by whoever still runs the group."""
    poll = about.poll_of(message)
    if poll is None:
        return GONE
    if poll.state != PollState.ASKING or poll.group.state not in OPEN_GROUP_STATES:
        return OVER
    if not any(option.starts_at > now for option in about.options_of(message)):
        return "its dates are over"
    return _not_theirs(message, poll, now)


def still_off(message: Message, now: datetime) -> str:
    """While no other poll has been opened, and to members."""
    poll = about.poll_of(message)
    if poll is None:
        return GONE
    return "" if poll.state == PollState.DROPPED and about.member_of(message) else OVER


def _not_theirs(message: Message, poll: Poll, now: datetime) -> str:
    member = about.member_of(message)
    if member is None:
        return checks.LEFT
    is_resting = member.is_resting(local_day(now, poll.group.zone))
    return checks.RESTING if is_resting and not member.texts_while_resting else ""


def _has_voted(message: Message) -> bool:
    member, said = about.member_of(message), about.about(message).said
    options = about.options_of(message)
    return member is not None and any(member.pk in said.get(each.pk, {}) for each in options)


def _poll(message: Message) -> Poll:
    poll = about.poll_of(message)
    if poll is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    return poll


def _named(message: Message, poll: Poll) -> Context:
    return person_of(message) | {"group": poll.group.name}


def _last_day(poll: Poll) -> Any:
    return local_day(poll.closes_at, poll.group.zone)


def _closing(poll: Poll) -> Any:
    return local_clock(poll.closes_at, poll.group.zone)


def _own_link(message: Message, poll: Poll, now: datetime) -> str:
    minted = mint(
        user=message.person,
        contact=message.contact,
        purpose=POLL,
        subject=f"poll:{poll.pk}",
        lasts=max(poll.closes_at - now, timedelta(0)) + READY_ENDS,
        now=now,
    )
    return page("groups:poll_link", minted.token)
