"""The registry of message kinds: each room says in one place what it sends and what answers.

A kind names its templates (`templates/messages/<code>.{sms,subject,email}.jinja`), when it may
leave, whether it still should at the moment of sending, and what a text reply to it does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from followon.people.models import User

    from .models import Message


class Hours(StrEnum):
    """When a kind may leave, in the recipient's local time."""

    ORDINARY = "ordinary"  # the member's own quiet hours, else 8am to 8pm
    URGENT = "urgent"  # moved and cancelled: 7am to 9pm
    ANY = "any"  # sign-in codes, replies, safety


@dataclass(frozen=True)
class Due:
    """One message that a planner found to be due: to whom, about which version of what."""

    service_id: Any
    recipient_id: Any
    subject: str
    version: int
    send_before: datetime | None
    facts: Mapping[str, Any] = field(default_factory=dict)


# Why a message should not leave after all, such as "meeting moved"; "" when it should.
StillWanted = Callable[["Message", datetime], str]
# What the templates are filled with; called once just before sending, so it may mint a link.
Context = Callable[["Message", datetime], dict[str, Any]]
# What a reply does; returns False when it does not fit this kind after all.
OnReply = Callable[["Message", "User", "Reply", datetime], bool]
Plan = Callable[[datetime], Iterable[Due]]


@dataclass(frozen=True)
class Reply:
    """What a text means: `word` is a code of `reply_words`, `number` a headcount."""

    word: str
    number: int | None = None


@dataclass(frozen=True)
class Kind:
    """Everything that messaging needs to know of one kind of message.

    `ignores_stop` is for the answer to STOP alone. A question is open while it is still wanted and
    `send_before` lies ahead; after that it is answered only by words that fit no open one.
    Messages with the same `question` ask the same, and the last of them counts. One that
    `ignores_choice` is an alert about somebody's safety: it goes by text, else by e-mail, however
    the person likes to be reached. `label` is what staff call it. One that `hides_person` would
    tell by its name alone what somebody did, so staff do not see whose it is.
    """

    code: str
    context: Context
    label: "str | _StrPromise" = ""
    hides_person: bool = False
    still_wanted: StillWanted = lambda message, now: ""
    hours: Hours = Hours.ORDINARY
    counts_to_cap: bool = True
    ignores_stop: bool = False
    ignores_choice: bool = False
    replies: frozenset[str] = frozenset()
    on_reply: OnReply | None = None
    question: Callable[["Message"], str] = lambda message: message.subject
    plan: Plan | None = None


REPLY_WINDOW = timedelta(days=14)

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; a code is registered once. Called from a room's `AppConfig.ready`."""
    if kind.code in _kinds:
        raise ValueError(f"Message kind {kind.code!r} is registered twice.")
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> Kind:
    """The kind of that code. Raises LookupError, which names the kinds that there are."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"No message kind {code!r}; there are {sorted(_kinds)}.") from None


def label_of(code: str) -> str:
    """What staff call that kind; a kind of an older version goes by its code, in words."""
    kind = _kinds.get(code)
    return str(kind.label if kind else "") or code.replace("_", " ").capitalize()


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))
