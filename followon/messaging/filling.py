"""Words with placeholders, filled for one person: the defaults of texts and a service's own alike.

`{name}` stands for a value. A [part in square brackets] is left out when a placeholder in it has
no value, and where the text would not fit one message. What gives way, in this order: the answer
words get shorter and the place is cut; then parts without a placeholder go, the last first; then
parts with one, the last first. After each part the other words are as full again as they fit.
The words are plain text: nothing in them is ever run as a template.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .gsm7 import gsm7_length, shorten, to_gsm7
from .placeholders import Context, Editable, Placeholder

NAME = re.compile(r"\{([^{}]*)\}")
SUBJECT_LIMIT = 160
PART = re.compile(r"\[([^\[\]]*)\]")
Values = Mapping[str, str]


@dataclass(frozen=True)
class OwnText:
    """The words of one message, with placeholders or filled; a text has only a body."""

    body: str
    subject: str = ""


def filled(
    own: OwnText, declared: Editable, context: Context, channel: str, *, room: int
) -> OwnText:
    """A service's own words for one person; `room` is what a text may take."""
    takes_replies = context.get("takes_replies", True)
    usable = _used(own, declared.on(channel, takes_replies=takes_replies))
    values = values_of(usable, declared.derived(context), channel)
    return filled_with(own, usable, values, channel, room=room)


def filled_with(
    own: OwnText, usable: Iterable[Placeholder], values: Values, channel: str, *, room: int
) -> OwnText:
    """The same from values that are known already, as in a preview."""
    if channel == "text":
        return OwnText(body=fill_line(own.body, values, usable, room=room))
    subject = fill_line(own.subject, values, usable, room=SUBJECT_LIMIT)
    return OwnText(body=fill_lines(own.body, values), subject=subject)


def names_in(words: str) -> list[str]:
    """The names in braces, in order, each once."""
    return list(dict.fromkeys(_split(words)[1::2]))


def values_of(placeholders: Iterable[Placeholder], context: Context, channel: str) -> Values:
    """What each placeholder stands for in this message."""
    return {each.name: _value(each, context, channel) for each in placeholders}


def fill_line(words: str, values: Values, usable: Iterable[Placeholder], *, room: int) -> str:
    """One line: the fullest wording of at most `room` characters as texts count, else the last."""
    last = ""
    for last in _wordings(words, values, tuple(usable)):
        if gsm7_length(to_gsm7(last)) <= room:
            break
    return last


def fill_lines(words: str, values: Values) -> str:
    """The paragraphs of an e-mail; a line goes when something in it, outside brackets, is empty."""
    lines = (
        _filled(PART.split(line), values, frozenset())
        for line in words.replace("\r\n", "\n").split("\n")
        if all(values.get(name) for name in names_in(PART.sub("", line)))
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _wordings(words: str, values: Values, usable: tuple[Placeholder, ...]) -> Iterator[str]:
    pieces, going = _parted(words)
    levels: list[Values] = []  # made one by one: mostly the first fits
    for count in range(len(going) + 1):
        for level in levels if count else _kept_in(levels, _levels(values, usable)):
            yield " ".join(_filled(pieces, level, frozenset(going[:count])).split())


def _kept_in(kept: list[Values], made: Iterable[Values]) -> Iterator[Values]:
    for each in made:
        kept.append(each)
        yield each


def _levels(values: Values, usable: tuple[Placeholder, ...]) -> Iterator[Values]:
    """The values ever shorter: first the answer words, then what may be cut."""
    for number in range(max((len(each.forms) for each in usable), default=1) or 1):
        forms = {each.name: str(each.forms[number:][0]) for each in usable if each.forms[number:]}
        values = {**values, **forms}
        yield values
    cut = {each.name: each.short_limit for each in usable if each.short_limit}
    if cut:
        yield {**values, **{name: shorten(values.get(name, ""), cut[name]) for name in cut}}


def _value(each: Placeholder, context: Context, channel: str) -> str:
    if each.forms:
        return str(each.forms[0])
    found = ", ".join(each.show(str(context[key])) for key in each.keys if context.get(key))
    found = " ".join(found.split())
    return shorten(to_gsm7(found), each.limit) if channel == "text" and each.limit else found


def _filled(pieces: Sequence[str], values: Values, left_out: frozenset[int]) -> str:
    """Every name replaced once, so that braces within a value stay what they are."""
    kept: list[str] = []
    for number, piece in enumerate(pieces):
        split = _split(piece)
        is_part = number % 2 == 1
        lacks = is_part and not all(values.get(name) for name in split[1::2])
        if number not in left_out and not lacks:
            kept += (values.get(each, "") if at % 2 else each for at, each in enumerate(split))
    return "".join(kept)


# The same few words are filled for thousands of people.
@lru_cache(maxsize=1024)
def _used(own: OwnText, usable: tuple[Placeholder, ...]) -> tuple[Placeholder, ...]:
    """The placeholders that stand in these words."""
    named = {*names_in(own.body), *names_in(own.subject)}
    return tuple(each for each in usable if each.name in named)


@lru_cache(maxsize=1024)
def _split(words: str) -> tuple[str, ...]:
    """Plain words and names in turn."""
    return tuple(NAME.split(words))


@lru_cache(maxsize=1024)
def _parted(words: str) -> tuple[Sequence[str], Sequence[int]]:
    """The words with every second piece a part in brackets, and which part goes first."""
    pieces = tuple(PART.split(words))
    parts = range(len(pieces) - 2, 0, -2)
    going = [part for part in parts if not NAME.search(pieces[part])]
    return pieces, (*going, *(part for part in parts if part not in going))
