"""What became of one message, told to staff: in a sentence, and step by step. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.pages.words import clock, shortdate

from .gate import HELD_BACK
from .models import Channel, Message, State

PROVIDERS = {
    "notify": "GOV.UK Notify",
    "twilio": "Twilio",
    "smtp": gettext_lazy("the mail server"),
    "anymail": gettext_lazy("the email provider"),
    "console": gettext_lazy("the outbox of this trial site"),
}
CHANNELS = {
    Channel.TEXT.value: gettext_lazy("Text message"),
    Channel.EMAIL.value: gettext_lazy("Email"),
}
RESENT = ":resent:"


@dataclass(frozen=True)
class Step:
    """One thing that happened to one copy; `at` is None for what is still to come."""

    at: datetime | None
    channel: str
    words: str
    message_id: Any


def moment(at: datetime) -> str:
    """Wed 12 August, 5:30pm."""
    return f"{shortdate(at)}, {clock(at)}"


def told(message: Message, copies: Sequence[Message]) -> list[str]:
    """When it was due, how it went, and what else was done: a sentence each."""
    due = _("Due on %(at)s, by %(channel)s.") % {
        "at": moment(message.created_at),
        "channel": channel(message),
    }
    return [due, outcome(message), *done_about(copies)]


def channel(message: Message) -> str:
    """In the middle of a sentence: text message, email."""
    return str(CHANNELS[message.channel]).lower()


def outcome(message: Message) -> str:
    """Where it stands, in a sentence or two."""
    said = {"why": reason(message), "at": moment(message.finished_at or message.created_at)}
    left = _("Sent on %(at)s.") % {"at": moment(message.sent_at)} if message.sent_at else ""
    if message.state == State.QUEUED:
        waits = _("Leaves on %(at)s.") % {"at": moment(message.not_before)}
        return f"{waits} {sentence(said['why'])}".strip()
    if message.state == State.SENDING:
        return _("Is being sent now.")
    if message.state == State.SENT:
        return f"{left} {_('No receipt yet.')}".strip()
    if message.state == State.DELIVERED:
        return f"{left} {_('Delivered on %(at)s.') % said}".strip()
    if message.state == State.UNKNOWN:
        asked = _("We ask the provider.") if message.look_at else ""
        return f"{sentence(said['why'])} {asked}".strip()
    if message.state == State.SKIPPED:
        return _("Held back on %(at)s: %(why)s.") % said
    return f"{left} {_('Not delivered, known since %(at)s: %(why)s.') % said}".strip()


def done_about(copies: Sequence[Message]) -> list[str]:
    """What was done besides: each other copy, and how it went."""
    return [
        _("%(again)s by %(channel)s: %(state)s.")
        % {
            "again": _("Sent again by staff") if RESENT in copy.dedupe_key else _("Also sent"),
            "channel": channel(copy),
            "state": copy.get_state_display().lower(),
        }
        for copy in copies
    ]


def reason(message: Message) -> str:
    """Why, without a full stop; reasons of the rooms can tell who said what, so they stay out."""
    if message.state == State.SKIPPED and message.reason not in HELD_BACK:
        return _("nobody needs it any more")
    # Stored as the source has it; what a provider said in its own words stays as it is.
    return _(message.reason).rstrip(".") if message.reason else ""


def sentence(words: str) -> str:
    """With a full stop, where there are words."""
    return f"{words}." if words else ""


def steps(messages: Iterable[Message]) -> list[Step]:
    """All that happened to a message and its copies, in order; what is to come stands last."""
    found = [step for message in messages for step in _steps(message)]
    return sorted(found, key=lambda step: (step.at is None, step.at))


def _steps(message: Message) -> list[Step]:
    happened: list[tuple[datetime | None, str]] = [(message.created_at, _begun(message))]
    if message.released_at:
        happened.append((message.released_at, _released(message)))
    if message.state in (State.QUEUED, State.SENDING, State.UNKNOWN):
        happened.append((None, outcome(message)))
    elif message.finished_at:
        happened.append((message.finished_at, _ended(message)))
    elif message.state == State.SENT:
        happened.append((None, _("Waits for the receipt.")))
    way = str(CHANNELS[message.channel])
    return [Step(at, way, words, message.pk) for at, words in happened]


def _begun(message: Message) -> str:
    if RESENT in message.dedupe_key:
        return _("Sent again by staff.")
    return _("Due.")


def _released(message: Message) -> str:
    provider = str(PROVIDERS.get(message.provider, message.provider))
    if message.attempts > 1:
        return _("Given to %(provider)s, at try %(number)s.") % {
            "provider": provider,
            "number": message.attempts,
        }
    return _("Given to %(provider)s.") % {"provider": provider}


def _ended(message: Message) -> str:
    if message.state == State.DELIVERED:
        return _("Delivered.")
    if message.state == State.SKIPPED:
        return _("Held back: %(why)s.") % {"why": reason(message)}
    return _("Not delivered: %(why)s.") % {"why": reason(message)}
