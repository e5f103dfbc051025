"""What a service may write in its own words of a kind, and which kinds keep their words.

Each room declares it beside its kinds: `own_words(Editable(...))` or `fixed_words(code, why)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .kinds import Kind, all_kinds

Said = str | Promise
Context = Mapping[str, Any]
BOTH = frozenset({"text", "email"})
TEXT, EMAIL = frozenset({"text"}), frozenset({"email"})
# These carry what the message is for: where the default has them, own words have them too.
REQUIRED = frozenset({"link", "answer", "code"})


class Moment(models.TextChoices):
    """When in a group's life a message comes."""

    BEFORE = "before", _("Before there is a group")
    JOINING = "joining", _("When a group begins")
    DATE = "date", _("About a date")
    AFTER = "after", _("After a meeting")
    JOBS = "jobs", _("About jobs")
    SIGN_IN = "sign_in", _("Signing in")


@dataclass(frozen=True, eq=False)  # by identity: to compare them all would cost time in each text
class Placeholder:
    """A name in braces: what it stands for, where its value comes from, and how long it can be.

    `keys` are names in the kind's context, joined by a comma where several have a value; with none
    the value is one of `forms`, the same for everybody, the fullest that fits; of `unanswered`
    where the service takes no answers by text. A text cuts a value
    to `limit` characters, and to `short_limit` where it would be too long. `show` writes it as
    people read it.
    """

    name: str
    label: Said
    typical: Said
    longest: Said
    keys: tuple[str, ...] = ()
    limit: int = 0
    short_limit: int = 0
    forms: tuple[Said, ...] = ()
    unanswered: tuple[Said, ...] = ()
    show: Callable[[str], str] = str
    channels: frozenset[str] = BOTH


@dataclass(frozen=True)
class Editable:
    """A kind whose words a service may write itself.

    `stands` fills what else the default's template asks for, so that the default can be shown with
    its placeholders. `applies` says for which recipients own words are used: others, such as a
    volunteer who has no answer to give, get the default; `note` tells the lead so. `derived` adds
    what the placeholders need to a message's context.
    """

    code: str
    moment: Moment
    placeholders: tuple[Placeholder, ...]
    stands: Context = field(default_factory=dict)
    derived: Callable[[Context], Context] = lambda context: context
    applies: Callable[[Context], bool] = lambda context: True
    note: Said = ""
    # Asked for with every message.
    _on: dict[tuple[str, bool], tuple[Placeholder, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def on(self, channel: str, *, takes_replies: bool = True) -> tuple[Placeholder, ...]:
        """Those that may be used in a text, or in an e-mail."""
        key = (channel, takes_replies)
        if key not in self._on:
            self._on[key] = self._usable(channel, takes_replies)
        return self._on[key]

    def _usable(self, channel: str, takes_replies: bool) -> tuple[Placeholder, ...]:
        usable = (each for each in self.placeholders if channel in each.channels)
        if takes_replies:
            return tuple(usable)
        return tuple(replace(each, forms=each.unanswered or each.forms) for each in usable)


_editable: dict[str, Editable] = {}
_fixed: dict[str, Said] = {}


def own_words(kind: Editable) -> None:
    """A service may write this kind's words. Called from a room's `AppConfig.ready`."""
    _declared_once(kind.code)
    _editable[kind.code] = kind


def fixed_words(code: str, why: Said) -> None:
    """This kind's words stay as they are; `why` is a sentence for the lead."""
    _declared_once(code)
    _fixed[code] = why


def editable(code: str) -> Editable | None:
    """What a service may write in that kind; None for a kind whose words are fixed."""
    return _editable.get(code)


def why_fixed(code: str) -> Said:
    """Why a kind's words stay as they are; "" for one that can be changed."""
    return _fixed.get(code, "")


def editable_kinds() -> list[tuple[Kind, Editable]]:
    """Every kind that a service may write, by its moment in a group's life."""
    order = list(Moment)
    found = [(kind, _editable[kind.code]) for kind in all_kinds() if kind.code in _editable]
    return sorted(found, key=lambda pair: order.index(pair[1].moment))


def fixed_kinds() -> list[tuple[Kind, Said]]:
    """Every kind whose words are fixed, with the reason."""
    return [(kind, _fixed[kind.code]) for kind in all_kinds() if kind.code in _fixed]


def undeclared() -> list[str]:
    """Codes of kinds of which no room has said either."""
    return [each.code for each in all_kinds() if each.code not in {**_editable, **_fixed}]


def _declared_once(code: str) -> None:
    if code in _editable or code in _fixed:
        raise ValueError(f"The words of {code!r} are declared twice.")
