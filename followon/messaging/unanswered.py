"""Texts that answer nothing: a room registers here who takes them, as it does its kinds."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import InboundText

# Called in the transaction in which the text is set to be read, so that it cannot fall between.
Taker = Callable[["InboundText", datetime], object]

_takers: list[Taker] = []


class NotTaken(RuntimeError):
    """A room failed on a text, which stays as it was and is worked on again by the sweep."""


def register(taker: Taker) -> Taker:
    """Add a taker, once. Called from a room's `AppConfig.ready`."""
    if taker not in _takers:
        _takers.append(taker)
    return taker


def hand_over(text: "InboundText", now: datetime) -> None:
    """Tell every room of a text that waits for a person. Raises NotTaken, without its words."""
    for taker in _takers:
        try:
            taker(text, now)
        except Exception as error:
            # A database's own error quotes the row: it must not reach a log.
            raise NotTaken(f"Text {text.pk}: {type(error).__name__}") from None
