"""What a text reply means: pure, tolerant of how people write."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from . import letters
from . import reply_words as said
from .kinds import Reply


class Word(StrEnum):
    """Codes of `Kind.replies` and `Reply.word`."""

    COMING = "coming"
    YES = "yes"  # to a question that is not about coming
    MAYBE = "maybe"
    NOT_TODAY = "not_today"
    NO = "no"
    NUMBER = "number"  # how many came; 0 when they did not meet
    UNWELL = "unwell"
    MOVED = "moved"
    PICKED = "picked"  # from lettered choices
    UNCLEAR = "unclear"  # about lettered choices, and not which


class Command(StrEnum):
    """Words that are never answers."""

    STOP = "stop"
    STOP_AND_READ = "stop_and_read"
    START = "start"
    HELP = "help"
    HELP_AND_READ = "help_and_read"


STOP_WORDS = frozenset(said.phrases(said.STOP))
START_WORDS = frozenset(said.phrases(said.START))
HELP_WORDS = frozenset(said.phrases(said.HELP))
# What they want is clear, and a person should still read it: "Stop texting me, I am in hospital".
STOP_SENTENCE = re.compile(
    r"(stop|unsubscribe)( me)?( from)?"
    r" (texting|messaging|sending|contacting|(these |the |your |all )?(texts|messages))\b"
    r"|stop (it|this|these|me)$"
    r"|no more (texts|messages)\b|(dont|do not) (text|message|contact) me\b"
    r"|(remove me|take me off)\b"
)

MEETING_ANSWERS = frozenset({Word.COMING, Word.MAYBE, Word.NOT_TODAY, Word.NO})

_OF_WORD = {
    Word.COMING: said.COMING,
    Word.YES: said.YES,
    Word.MAYBE: said.MAYBE,
    Word.NOT_TODAY: said.NOT_TODAY,
    Word.NO: said.NO,
    Word.UNWELL: said.UNWELL,
    Word.MOVED: said.MOVED,
}
_WORDS = {phrase: word for word, text in _OF_WORD.items() for phrase in said.phrases(text)}
_ACKNOWLEDGED = frozenset(said.phrases(said.ACKNOWLEDGED))
_POLITE = frozenset(said.phrases(said.POLITE))
_DID_NOT_MEET = frozenset(said.phrases(said.DID_NOT_MEET))
_FILLING = _POLITE | _ACKNOWLEDGED
_LONGEST = max(len(phrase.split()) for phrase in {*_WORDS, *_FILLING})
# What may be said together in one answer, and what it then means. Anything else contradicts itself.
_TOGETHER = {
    frozenset({Word.YES, Word.COMING}): Word.COMING,
    frozenset({Word.NO, Word.NOT_TODAY}): Word.NOT_TODAY,
    frozenset({Word.NO, Word.UNWELL}): Word.UNWELL,
    frozenset({Word.NOT_TODAY, Word.UNWELL}): Word.UNWELL,
    frozenset({Word.NO, Word.NOT_TODAY, Word.UNWELL}): Word.UNWELL,
}
_OPTION = {1: Word.COMING, 2: Word.MAYBE, 3: Word.NOT_TODAY}
_NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS)}
MOST_CAME = 99
MOST_WORDS = 40  # an answer is short; a long text is for a person, and costs no time here
APOSTROPHES = re.compile("['’‘‛`´ʼʹ′＇]")
THUMB = "👍"
NOT_MEANT = ("👎", "❌", "🚫", "🙅", "✖")
_COUNT = re.compile(
    r"(?:there were |there was |we were |we had |we met |yes |yes we met |just |about |only )*"
    r"(?P<number>\d{1,2}|" + "|".join(_NUMBER_WORDS) + r")"
    r"(?: of us| people| came| there| met| attended| turned up| in all| in total| altogether"
    r"| including me| with me)*"
)


def plain_words(body: str) -> str:
    """Lower case, letters and figures alone: apostrophes fall away, the rest becomes spaces."""
    # Before they are normalised: "´" would become a space with a mark.
    body = APOSTROPHES.sub("", body)
    text = unicodedata.normalize("NFKC", body).casefold()
    # What cannot be seen (zero-width spaces, directions) stands in the middle of words too.
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    # A keycap emoji is a figure with a combining mark behind it, which is dropped like any sign.
    return " ".join(re.sub(r"[^0-9a-zà-öø-ÿ]+", " ", text).split())


def command(body: str) -> Command | None:
    """STOP and its kin, START and its kin, HELP; None for anything else. NO is never STOP.

    "Help please" may be the carriers' word or a cry: it gets the numbers, and a person reads it.
    """
    words = plain_words(body)
    if len(words.split()) > MOST_WORDS:
        return Command.STOP_AND_READ if STOP_SENTENCE.match(words) else None
    for bare in dict.fromkeys((words, _without_polite(words), *_repeated(words))):
        if bare in STOP_WORDS:
            return Command.STOP
        if bare in START_WORDS:
            return Command.START
        if bare in HELP_WORDS:
            asked = {"please", "pls", "plz"} & set(words.split())
            return Command.HELP_AND_READ if asked else Command.HELP
    return Command.STOP_AND_READ if STOP_SENTENCE.match(_without_polite(words)) else None


def meanings(body: str) -> tuple[Reply, ...]:
    """All that these words can mean as an answer: "1" is coming, or that one came.

    Nothing where they contradict themselves, and where they ask: only MAYBE stands with a "?".
    """
    words = plain_words(body)
    if not words:
        return _replies(Word.YES) if THUMB in body and not _is_denied(body) else ()
    if len(words.split()) > MOST_WORDS:
        return ()
    found = _counted(_without_polite(words)) or _spoken(words)
    found = (*found, *_picked(body))
    is_asked = "?" in unicodedata.normalize("NFKC", body)
    if is_asked and [each.word for each in found] != [Word.MAYBE]:
        return ()
    return () if _is_denied(body) and Reply(Word.COMING) in found else found


def fitting(found: Iterable[Reply], accepted: frozenset[str]) -> Reply | None:
    """The meaning that a question with those answers takes; a headcount before an option."""
    by_word = {reply.word: reply for reply in found}
    for word in (Word.NUMBER, *by_word):
        if word in by_word and word in accepted:
            return by_word[word]
    return None


def without_name(body: str, name: str) -> str | None:
    """The words behind or before somebody's first name ("ANN COMING"); None without the name."""
    words, wanted = plain_words(body), plain_words(name)
    if wanted and words.startswith(f"{wanted} "):
        return words[len(wanted) + 1 :]
    if wanted and words.endswith(f" {wanted}"):
        return words[: -len(wanted) - 1]
    return None


def bare_words(body: str) -> str:
    """The plain words without what is polite around them."""
    return _without(plain_words(body), _FILLING)


def _spoken(words: str) -> tuple[Reply, ...]:
    """The one thing that these phrases say; () where they say two, or a word is unknown.

    Words may be cut in several ways ("ill be there"): the ways with the fewest phrases count.
    """
    ways = [(count, way) for count, way in _cuts(tuple(words.split())) if way]
    if not ways:
        return _replies(Word.YES) if _without(words, _POLITE) in _ACKNOWLEDGED else ()
    fewest = min(count for count, _way in ways)
    says = {_together(way) for count, way in ways if count == fewest}
    word = says.pop() if len(says) == 1 else None
    return _replies(word) if word else ()


def _together(way: frozenset[Word]) -> Word | None:
    return next(iter(way)) if len(way) == 1 else _TOGETHER.get(way)


def _cuts(words: tuple[str, ...]) -> set[tuple[int, frozenset[Word]]]:
    """Each way to cut the words into known phrases: how many answer, and what they say."""
    said_to: list[set[tuple[int, frozenset[Word]]]] = [{(0, frozenset())}, *(set() for _ in words)]
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _LONGEST), end):
            phrase = " ".join(words[start:end])
            word = _WORDS.get(phrase)
            if word:
                said_to[end] |= {(count + 1, way | {word}) for count, way in said_to[start]}
            elif phrase in _FILLING:
                said_to[end] |= said_to[start]
    return said_to[-1]


def _replies(word: str) -> tuple[Reply, ...]:
    return (Reply(word), Reply(Word.COMING)) if word == Word.YES else (Reply(word),)


def _counted(words: str) -> tuple[Reply, ...]:
    if words in _DID_NOT_MEET:
        return (Reply(Word.NUMBER, 0),)
    counted = _COUNT.fullmatch(words)
    if not counted:
        return ()
    number = _number(counted["number"])
    count = (Reply(Word.NUMBER, number),) if number <= MOST_CAME else ()
    option = _OPTION.get(number) if words == counted["number"] else None
    return (*count, Reply(option)) if option else count


def _picked(body: str) -> tuple[Reply, ...]:
    for words in map(plain_words, (letters.marked(body), body)):
        found = letters.picks(words) or letters.picks(_without_polite(words))
        if found:
            return (Reply(Word.PICKED, picks=found),)
    return ()


def unclear(body: str) -> Reply | None:
    """What to make of an answer to lettered choices that picks none: "no", or ask again."""
    words = plain_words(letters.marked(body))
    if len(words.split()) > MOST_WORDS or not letters.is_about_them(_without_polite(words)):
        return None
    is_no = Reply(Word.NO) in _spoken(plain_words(body))
    return Reply(Word.NO if is_no else Word.UNCLEAR)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _is_denied(body: str) -> bool:
    return any(sign in body for sign in NOT_MEANT)


def _repeated(words: str) -> Iterator[str]:
    """ "stop stop stop" is "stop"."""
    if len(set(words.split())) == 1:
        yield words.split()[0]


def _without_polite(words: str) -> str:
    """Without what is said around an answer; the words as they are when nothing else is left."""
    return _without(words, _POLITE) or words


def _without(words: str, phrases: frozenset[str]) -> str:
    """The words between the phrases at both ends."""
    rest = words.split()
    while (count := _first(rest, phrases)) > 0:
        rest = rest[count:]
    while (count := _first(rest, phrases, at_end=True)) > 0:
        rest = rest[: len(rest) - count]
    return " ".join(rest)


def _first(words: list[str], phrases: frozenset[str], *, at_end: bool = False) -> int:
    """How many words the longest of the phrases takes at that end; 0 for none."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        part = words[-count:] if at_end else words[:count]
        if " ".join(part) in phrases:
            return count
    return 0
