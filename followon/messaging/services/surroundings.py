"""What is the same for one batch after the other: how the services speak, and their ways."""

import time
from collections.abc import Sequence
from datetime import datetime

from ..models import Message
from ..queries.own_words import Voices, voices
from ..queries.ways import Key, keys_of
from .ways import Choice

# Seconds. What was gated may leave so long after it and longer (`posting.FRESH`).
ASKED_EVERY = 1.0


class Surroundings:
    """Asked for by each batch, and read from the database once a second."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.forget()

    def forget(self) -> None:
        """Read anew for the next batch: a way may rest now."""
        self._read_at = -ASKED_EVERY
        self._keys: set[Key] = set()

    def of(self, messages: Sequence[Message]) -> tuple[Voices, Choice]:
        """How the services of these messages speak, and which way each takes."""
        keys, at = keys_of(messages), time.monotonic()
        if at - self._read_at >= ASKED_EVERY or not keys <= self._keys:
            self._keys |= keys
            services = {service for service, _channel in self._keys}
            self._found = voices(services), Choice(self._keys, self.now)
            self._read_at = at
        return self._found
