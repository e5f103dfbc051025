"""What a text reply means: pure, tolerant of how people write."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

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


class Command(StrEnum):
    """Words that are never answers."""

    STOP = "stop"
    STOP_AND_READ = "stop_and_read"
    START = "start"
    HELP = "help"


STOP_WORDS = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "end", "quit", "cancel", "optout", "opt out"}
    | {"revoke"}
)
START_WORDS = frozenset({"start", "unstop"})
HELP_WORDS = frozenset({"help", "info"})
# "Stop texting me": what they want is clear, and a person should still read it.
STOP_SENTENCE = re.compile(
    r"(stop|unsubscribe)( me)?( from)?"
    r" (texting|messaging|sending|texts|messages|contacting|these|this|it|me)\b"
)

MEETING_ANSWERS = frozenset({Word.COMING, Word.MAYBE, Word.NOT_TODAY, Word.NO})

_PHRASES = {
    Word.COMING: """coming, im coming, i am coming, i will come, ill come, will come, can come,
        i can come, ill be there, i will be there, be there, see you there, count me in,
        yes coming, yes im coming, yes i am coming, yes ill be there, yes i will come,
        yes i can come, yes i will be there, coming yes, still coming""",
    Word.YES: "yes, y, yep, yeah, yea, yup, ok, okay, sure, i will, yes i will, yes i can",
    Word.MAYBE: """maybe, may be, not sure, im not sure, i am not sure, not sure yet, perhaps,
        possibly, might come, i might, dont know, dont know yet, unsure""",
    Word.NOT_TODAY: """not today, no not today, not this time, not up to it, not up to it today,
        im not up to it, im not up to it today, i am not up to it, i am not up to it today,
        not today keep me in, keep me in""",
    Word.NO: """no, n, nope, nah, no i cant, cant, cant come, i cant come, cannot come,
        i cannot come, no i cant come, not coming, im not coming, i am not coming, no not coming,
        cant make it, i cant make it, no cant make it, no i cant make it, wont be there,
        i wont be there, sorry no""",
    Word.UNWELL: "unwell, im unwell, i am unwell, ill, im ill, i am ill, poorly, im poorly",
    Word.MOVED: "moved, it moved, we moved it, it was moved, moved it, date changed",
}
_DID_NOT_MEET = frozenset(
    {"none", "nobody", "nobody came", "no one", "no one came", "did not meet", "didnt meet"}
    | {"we did not meet", "we didnt meet", "not met", "it did not happen", "it didnt happen"}
    | {"didnt happen", "did not happen", "we didnt"}
)
_WORDS = {
    phrase.strip(): word for word, phrases in _PHRASES.items() for phrase in phrases.split(",")
}
_OPTION = {1: Word.COMING, 2: Word.MAYBE, 3: Word.NOT_TODAY}
_NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS)}
MOST_CAME = 99
THUMB = "👍"
_COUNT = re.compile(
    r"(?:there were |there was |we were |we had |we met |yes |yes we met |just |about |only )?"
    r"(?P<number>\d{1,2}|" + "|".join(_NUMBER_WORDS) + r")"
    r"(?: of us| people| came| there| met| attended| turned up| in all| in total| altogether)*"
)
# Said around an answer, and no part of it.
_POLITE = (
    *("many thanks", "thank you", "thanks very much", "thanks", "thankyou", "thx", "ta", "cheers"),
    *("please", "pls", "hi", "hello", "hiya", "sorry", "kind regards", "regards", "x", "xx", "xxx"),
    *("all", "see you", "see you then", "see you soon", "love", "a lot"),
)
_POLITE_END = re.compile(r"(?: (?:" + "|".join(sorted(_POLITE, key=len, reverse=True)) + r"))+$")
_POLITE_START = re.compile(r"^(?:(?:" + "|".join(sorted(_POLITE, key=len, reverse=True)) + r") )+")


def plain_words(body: str) -> str:
    """Lower case, letters and figures alone: apostrophes fall away, the rest becomes spaces."""
    text = unicodedata.normalize("NFKC", body).casefold()
    text = re.sub(r"['’‘`´]", "", text)
    # A keycap emoji is a figure with a combining mark behind it, which is dropped like any sign.
    return " ".join(re.sub(r"[^0-9a-zà-ÿ]+", " ", text).split())


def command(body: str) -> Command | None:
    """STOP and its kin, START and its kin, HELP; None for anything else. NO is never STOP."""
    words = plain_words(body)
    for candidate in (words, _without_polite(words)):
        if candidate in STOP_WORDS:
            return Command.STOP
        if candidate in START_WORDS:
            return Command.START
        if candidate in HELP_WORDS:
            return Command.HELP
    return Command.STOP_AND_READ if STOP_SENTENCE.match(_without_polite(words)) else None


def meanings(body: str) -> tuple[Reply, ...]:
    """All that these words can mean as an answer: "1" is coming, or that one came."""
    words = plain_words(body)
    if not words:
        return _meanings("yes") if THUMB in body else ()
    for candidate in (words, _without_polite(words)):
        found = _meanings(candidate)
        if found:
            return found
    return ()


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


def _meanings(words: str) -> tuple[Reply, ...]:
    if words in _WORDS:
        word = _WORDS[words]
        return (Reply(word), Reply(Word.COMING)) if word == Word.YES else (Reply(word),)
    if words in _DID_NOT_MEET:
        return (Reply(Word.NUMBER, 0),)
    counted = _COUNT.fullmatch(words)
    if not counted:
        return ()
    number = _number(counted["number"])
    count = (Reply(Word.NUMBER, number),) if number <= MOST_CAME else ()
    option = _OPTION.get(number) if words == counted["number"] else None
    return (*count, Reply(option)) if option else count


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _without_polite(words: str) -> str:
    """Without what is said around an answer; the words as they are when nothing else is left."""
    bare = _POLITE_START.sub("", words)
    return _POLITE_END.sub("", bare) or words
