"""Numbers, days and lists as a sentence says them."""

from collections.abc import Sequence
from datetime import date

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def number(value: int) -> str:
    """A whole number in words up to ten, in figures above."""
    return _NUMBERS[value] if 0 <= value <= 10 else str(value)


def times(value: int, noun: str) -> str:
    """A number of things: "1 day", "64 days"."""
    return f"{value} {noun}" if value == 1 else f"{value} {noun}s"


def listed(values: Sequence[int]) -> str:
    """Numbers as a list in a sentence: "4, 4, 3 and 2"."""
    words = [str(value) for value in values]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def day(value: date) -> str:
    """A date as the pages write it: "12 August 2026"."""
    return f"{value.day} {value:%B %Y}"


def share(value: float) -> str:
    """A share in plain words: "about 4 in 10"."""
    return f"about {round(value * 10)} in 10"
