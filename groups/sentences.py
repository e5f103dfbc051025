"""What `groups.health` says, in the language of the reader: from the parts that it kept."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from followon.pages.words import plaindate, wordlist

from .health.words import parts_of


def spoken(parts: Any) -> str:
    """The sentence that these parts make; plain words are as they are."""
    if not isinstance(parts, dict):
        return str(parts)
    [(how, value), *_more] = parts.items()
    return _SPOKEN[how](value, parts)


def kept(sentence: str) -> Any:
    """What to store of a sentence so that `spoken` can say it again."""
    return parts_of(sentence)


def _phrase(message: str, parts: dict[str, Any]) -> str:
    values = {
        name: spoken(value) if isinstance(value, dict) else value
        for name, value in parts.get("with", {}).items()
    }
    return gettext(message) % values


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _number(value: int) -> str:
    words = [
        *(gettext("no"), gettext("one"), gettext("two"), gettext("three"), gettext("four")),
        *(gettext("five"), gettext("six"), gettext("seven"), gettext("eight"), gettext("nine")),
        gettext("ten"),
    ]
    return words[value] if 0 <= value <= 10 else str(value)


_SPOKEN: dict[str, Any] = {
    "say": _phrase,
    "join": lambda value, parts: " ".join(spoken(each) for each in value),
    "number": lambda value, parts: _number(value),
    "capital": lambda value, parts: capfirst(spoken(value)),
    "days": lambda value, parts: _days(value),
    "list": lambda value, parts: wordlist(value),
    "day": lambda value, parts: plaindate(date.fromisoformat(value)),
}


def spoken_flags(flags: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Flags as they were stored, their sentences in the language of the reader."""
    return [_spoken_flag(flag) for flag in flags]


def _spoken_flag(flag: dict[str, Any]) -> dict[str, str]:
    because, next_step = flag.get("said") or (flag["because"], flag["next_step"])
    said = {"because": spoken(because), "next_step": spoken(next_step)}
    return {"code": flag["code"], "severity": flag["severity"], **said}
