"""Reading what people type: pure functions from text to a month, a year or a time."""

import re
from datetime import time

from django.utils.dates import MONTHS, MONTHS_3

ENGLISH_MONTHS = [
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
]


def read_month(text: str) -> int:
    """8, 08, aug, August or the month's name in the language of the page → 8."""
    if text.isdigit():
        return int(text)
    word = text.lower().rstrip(".")
    if len(word) >= 3 and word[:3] in ENGLISH_MONTHS:
        return ENGLISH_MONTHS.index(word[:3]) + 1
    for number in MONTHS:
        if word in (str(MONTHS[number]).lower(), str(MONTHS_3[number]).lower()):
            return number
    raise ValueError(f"{text!r} is no month")


def read_year(text: str) -> int:
    """2026 → 2026, 26 → 2026; three figures are a slip of the finger."""
    if not text.isdigit() or len(text) not in (2, 4):
        raise ValueError(f"{text!r} is no year: expected two or four figures")
    return int(text) + (2000 if len(text) == 2 else 0)


class HalfTime(ValueError):
    """A time that could be in the night or in the afternoon: 2:30."""


NAMED_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}
TIME = re.compile(r"(\d{1,2}?)(?:[:.h]?(\d\d))?(am|pm)?", re.IGNORECASE)
NIGHT_OR_AFTERNOON = range(1, 8)


def read_time(text: str) -> time:
    """A time as typed; HalfTime when it needs am or pm, ValueError when it is none."""
    word = re.sub(r"[\s]|(?<=[ap])\.(?=m)|(?<=m)\.$", "", text.strip().lower())
    word = re.sub(r"^12(?=midday|noon|midnight)", "", word)
    if word in NAMED_TIMES:
        return NAMED_TIMES[word]
    match = TIME.fullmatch(word)
    if not match:
        raise ValueError(f"{text!r} is no time")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute > 59 or (half == "am" and hour > 12) or (half and hour == 0):
        raise ValueError(f"{text!r} is no time")
    if half and hour <= 12:
        return time(hour % 12 + (12 if half == "pm" else 0), minute)
    if not half and hour in NIGHT_OR_AFTERNOON and not word.startswith("0"):
        raise HalfTime(text)
    return time(hour, minute)
