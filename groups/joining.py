"""How people join a meeting that is not, or not only, face to face: pure."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

FACE_TO_FACE = "face_to_face"
_LINK = re.compile(r"\S+\.\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d[\d ()-]{5,}")
_is_link = URLValidator(schemes=["http", "https"])
MOST_LETTERS = 200


class How(NamedTuple):
    """The way of a meeting, with the link or the number on which people join."""

    way: str = FACE_TO_FACE
    online_url: str = ""
    dial_in: str = ""

    @property
    def join(self) -> str:
        """Whichever of the two there is."""
        return self.online_url or self.dial_in


IN_PERSON = How()


def how(way: str, typed: str) -> How:
    """A link, or a number with whatever code stands beside it.

    Raises ValueError for what is neither.
    """
    typed = " ".join(typed.split())
    if way == FACE_TO_FACE or not typed:
        return How(way)
    if _NUMBER.search(typed) and "/" not in typed:
        return How(way, dial_in=typed)
    link = typed if "://" in typed else f"https://{typed}"
    if not _LINK.fullmatch(typed) or not _is_address(link):
        raise ValueError(f"{typed!r} is neither a link nor a number.")
    return How(way, online_url=link)


def _is_address(link: str) -> bool:
    try:
        _is_link(link)
    except ValidationError:
        return False
    return True


def number_in(dial_in: str) -> str:
    """The number to ring, in figures; "" where there is none."""
    found = _NUMBER.search(dial_in)
    return re.sub(r"[^\d+]", "", found[0]) if found else ""
