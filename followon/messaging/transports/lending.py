"""Clients that only one thread may use at a time, kept with their connections for the next."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class Lending(Generic[T]):
    """
    Lends one to each who asks at the same time, and makes another where none is idle.

    Not one per thread: a worker's threads end with their batch, and would take the open
    connections with them.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._idle: deque[T] = deque()

    @contextmanager
    def one(self) -> Iterator[T]:
        try:
            lent = self._idle.pop()
        except IndexError:
            lent = self._make()
        try:
            yield lent
        finally:
            self._idle.append(lent)
