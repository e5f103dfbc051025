"""Who reads texts that answer nothing: a room registers here how to ask, as it does its kinds."""

from collections.abc import Callable, Collection
from typing import Any

# Those of these services, by id, that have somebody who reads.
Readers = Callable[[Collection[Any]], set[Any]]

_readers: list[Readers] = []


def register(readers: Readers) -> Readers:
    """Add a way to ask, once. Called from a room's `AppConfig.ready`."""
    if readers not in _readers:
        _readers.append(readers)
    return readers


def with_readers(service_ids: Collection[Any]) -> set[Any]:
    """Those of these services where some room knows somebody who reads: one query a room."""
    return {service_id for readers in _readers for service_id in readers(service_ids)}
