"""The gateway's own count, read from its process, and what it says about each message."""

import http.client
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.gateway import Taken


class Ledger:
    """Orders to the gateway's process, and questions; nothing is kept here."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def fail(self, fault: str, times: int = 1) -> None:
        """What the next so many requests meet: see `Line.take`."""
        self._say("fail", fault=fault, times=times)

    def mend(self) -> None:
        """No more faults, and every receipt that was held back."""
        self._say("mend")

    def slow(self, seconds: float) -> None:
        self._say("latency", seconds=seconds)

    def hold(self, order: int | None) -> None:
        """Requests from that number on wait until another number is said; None lets all go."""
        self._say("hold", order=order)

    def receipts(self, **settings: Any) -> None:
        self._say("receipts", **settings)

    def counts(self) -> dict[str, int]:
        return dict(self._say("counts"))

    def arrived(self) -> int:
        return self.counts()["arrived"]

    def taken(self, since: int = 0) -> list[Taken]:
        """Every arrival, in order; those that the gateway refused too."""
        return [Taken(**row) for row in self._say("taken", since=since)]

    def accepted(self, since: int = 0) -> list[Taken]:
        return [each for each in self.taken(since) if each.accepted]

    def _say(self, verb: str, **said: Any) -> Any:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", f"/_control/{verb}", json.dumps(said))
            return json.loads(line.getresponse().read())
        finally:
            line.close()


@dataclass
class Verdict:
    """What became of every message, by the gateway's count and the outbox's last word."""

    once: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    in_doubt_twice: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def judge(rows: Iterable[tuple[str, str, str]], accepted: Iterable[Taken]) -> Verdict:
    """
    Each row is (reference, state, reason) once all has come to rest.

    1. Never taken on: lost, unless it was skipped or failed and says why.
    2. Taken on twice: only where the first time we were told neither yes nor no, and no third time.
    """
    times: dict[str, list[Taken]] = defaultdict(list)
    for taken in accepted:
        times[taken.reference].append(taken)
    found = Verdict()
    for reference, state, reason in rows:
        got = times.pop(reference, [])
        if len(got) == 1:
            found.once += 1
        elif len(got) > 1:
            in_doubt = len(got) == 2 and not got[0].told
            (found.in_doubt_twice if in_doubt else found.doubled).append(reference)
        elif state == "skipped" and reason:
            found.skipped[reason] += 1
        elif state in ("failed", "undeliverable") and reason:
            found.failed[reason] += 1
        else:
            found.lost.append(reference)
        if got and state not in ("sent", "delivered"):
            found.open.append(f"{reference} is {state}: {reason}")
    found.doubled += [f"{reference}, which is not in the outbox" for reference in times]
    return found
