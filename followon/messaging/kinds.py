"""The registry of message kinds: each room says in one place what it sends and what answers.

A kind names its templates (`templates/messages/<code>.{sms,subject,email}.jinja`), when it may
leave, whether it still should at the moment of sending, and what a text reply to it does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from followon.people.models import User

    from .models import Message
    from .transports import Invitation


class Hours(StrEnum):
    """When a kind may leave, in the recipient's local time."""

    ORDINARY = "ordinary"  # the member's own quiet hours, else 8am to 8pm
    URGENT = "urgent"  # moved and cancelled: 7am to 9pm
    ANY = "any"  # sign-in codes, replies, safety


class Urgency(IntEnum):
    """In which order messages leave that are due together: smaller first."""

    CODE = 0  # somebody is waiting for it in front of the page
    SAFETY = 1
    REPLY = 2
    CHANGED = 3  # moved and cancelled
    ORDINARY = 4


URGENCY_OF = {
    Hours.ANY: Urgency.REPLY,
    Hours.URGENT: Urgency.CHANGED,
    Hours.ORDINARY: Urgency.ORDINARY,
}


@dataclass(frozen=True)
class Due:
    """One message that a planner found to be due: to whom, about which version of what."""

    service_id: Any
    recipient_id: Any
    subject: str
    version: int
    send_before: datetime | None
    facts: Mapping[str, Any] = field(default_factory=dict)


# Loads at once what the two below need to know of all these messages, in a number of queries that
# does not grow with them; what it returns is each message's `prepared`.
Prepare = Callable[[Sequence["Message"], datetime], Any]
# Why a message should not leave after all, such as "meeting moved"; "" when it should.
StillWanted = Callable[["Message", datetime], str]
# What the templates are filled with; called once just before sending, so it may mint a link.
Context = Callable[["Message", datetime], dict[str, Any]]
# The calendar file that goes with an e-mail, if one does.
Invite = Callable[["Message", datetime], "Invitation | None"]
# What a reply does; returns False when it does not fit this kind after all.
OnReply = Callable[["Message", "User", "Reply", datetime], bool]
Plan = Callable[[datetime], Iterable[Due]]


@dataclass(frozen=True)
class Reply:
    """What a text means: `word` is a code of `reply_words`, `number` a headcount.

    `picks` says which lettered choices it takes, as `letters.picks` writes it.
    """

    word: str
    number: int | None = None
    picks: str = ""


@dataclass(frozen=True)
class Kind:
    """Everything that messaging needs to know of one kind of message.

    Its `urgency` is that of its hours unless it says otherwise. Kinds that share a `prepare` are
    prepared together. `ignores_stop` is for the answer to STOP alone. A question is open while it
    is still wanted and `send_before` lies ahead; after that it is answered only by words that fit
    no open one. Messages with the same `question` ask the same, and the last of them counts. One
    that `ignores_choice` is an alert about somebody's safety: it goes by text, else by e-mail,
    however the person likes to be reached. One that `can_wait` is left to the weekly message of
    whoever chose that. `label` is what staff call it. One that `hides_person` would tell by its
    name alone what somebody did, so staff do not see whose it is.
    """

    code: str
    context: Context
    label: "str | _StrPromise" = ""
    hides_person: bool = False
    still_wanted: StillWanted = lambda message, now: ""
    hours: Hours = Hours.ORDINARY
    counts_to_cap: bool = True
    can_wait: bool = False
    ignores_stop: bool = False
    ignores_choice: bool = False
    replies: frozenset[str] = frozenset()
    on_reply: OnReply | None = None
    question: Callable[["Message"], str] = attrgetter("subject")
    # What tells it from other questions to the same person, the shortest words first.
    called: Callable[["Message"], tuple[str, ...]] = lambda message: ()
    plan: Plan | None = None
    prepare: Prepare | None = None
    urgency: Urgency | None = None
    invitation: Invite | None = None

    @property
    def priority(self) -> Urgency:
        """Which leaves first."""
        return URGENCY_OF[self.hours] if self.urgency is None else self.urgency


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


def prepare(messages: Iterable["Message"], now: datetime) -> None:
    """Let the kinds load what they need to know of their messages; anew, if they have before.

    Raises LookupError for a message of a kind that nobody registered.
    """
    by_loader: dict[Prepare, list[Message]] = {}
    for message in messages:
        loader = get(message.kind).prepare
        if loader is not None:
            by_loader.setdefault(loader, []).append(message)
    for load, own in by_loader.items():
        prepared = load(own, now)
        for message in own:
            message.prepared = prepared
