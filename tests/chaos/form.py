"""The short form, which every run of the tests has time for, and the full one of --chaos."""

import os
import random
import secrets
from dataclasses import dataclass
from typing import TypeVar

IS_FULL = os.environ.get("CHAOS") == "full"


T = TypeVar("T", int, float)


def of_size(short: T, full: T) -> T:
    return full if IS_FULL else short


@dataclass(frozen=True)
class Seed:
    """Where the random moments come from: printed, and given back by CHAOS_SEED."""

    value: str

    @classmethod
    def drawn(cls) -> "Seed":
        return cls(os.environ.get("CHAOS_SEED") or secrets.token_hex(3))

    def random(self) -> random.Random:
        return random.Random(self.value)

    def __str__(self) -> str:
        return f"seed {self.value} (again with CHAOS_SEED={self.value})"
