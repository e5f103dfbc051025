"""What goes wrong: a list of faults drawn from a seed, and how each of them is done."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from tests.chaos.crew import Process
from tests.chaos.stage import Stage

WORKER, ALL, BEAT, WEB = "worker killed", "everything killed", "beat killed", "web killed"
VALKEY, POSTGRES, CRASH = "Valkey killed and wiped", "PostgreSQL restarted", "PostgreSQL killed"
REPEATED, MIXED, RUSHED = "receipts repeated", "receipts late, mixed up", "receipts ahead"
# At the gateway: what the next few requests meet, by its name there.
AT_GATEWAY = {
    "gateway stalls": "stall",
    "gateway accepts, then stalls": "accepted-stall",
    "gateway accepts after we gave up": "late",
    "line reset": "reset",
    "line reset after accepting": "accepted-reset",
    "gateway says 500": "500",
    "gateway accepts, says 500": "accepted-500",
    "gateway says 429": "429",
}
# How often each comes in two hundred; the short form takes one of each, and two killed workers.
OFTEN = {
    WORKER: 60,
    ALL: 8,
    BEAT: 6,
    WEB: 6,
    VALKEY: 12,
    POSTGRES: 10,
    CRASH: 6,
    REPEATED: 4,
    MIXED: 3,
    RUSHED: 1,
    "gateway stalls": 10,
    "gateway accepts, then stalls": 14,
    "gateway accepts after we gave up": 6,
    "line reset": 14,
    "line reset after accepting": 18,
    "gateway says 500": 10,
    "gateway accepts, says 500": 6,
    "gateway says 429": 6,
}
SHORT = (
    WORKER,
    WORKER,
    VALKEY,
    POSTGRES,
    REPEATED,
    MIXED,
    "gateway stalls",
    "gateway accepts, then stalls",
    "line reset",
    "line reset after accepting",
    "gateway says 500",
    "gateway says 429",
)
DOWN_FOR = 1.0  # seconds at most until something that was killed is started again
POWER_CUT = timedelta(minutes=6)  # longer than a lease


def full(random_: random.Random) -> list[str]:
    """Two hundred faults in an order of the seed's."""
    drawn = [kind for kind, times in OFTEN.items() for _ in range(times)]
    random_.shuffle(drawn)
    return drawn


def short(random_: random.Random) -> list[str]:
    drawn = list(SHORT)
    random_.shuffle(drawn)
    return drawn


@dataclass
class Troubles:
    """Does the faults, and sees to it that what was killed comes back."""

    stage: Stage
    random: random.Random
    done: Counter[str] = field(default_factory=Counter)
    _later: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def happen(self, kind: str) -> None:
        self.done[kind] += 1
        if kind in AT_GATEWAY:
            return self.stage.gateway.fail(AT_GATEWAY[kind], self.random.randint(1, 6))
        return self._by_hand()[kind]()

    def mend_what_is_due(self) -> None:
        """Start again what has been down for long enough."""
        due = [act for at, act in self._later if at <= time.monotonic()]
        self._later = [(at, act) for at, act in self._later if at > time.monotonic()]
        for act in due:
            act()
        if not self._later:  # with Valkey down on purpose, nobody is to blame for ending
            self.stage.crew.mend()

    def mend_all(self) -> None:
        self._later = [(0.0, act) for _, act in self._later]
        self.mend_what_is_due()
        self.stage.gateway.mend()

    def _by_hand(self) -> dict[str, Callable[[], None]]:
        gateway, postgres, processes = self.stage.gateway, self.stage.postgres, self._up
        return {
            WORKER: lambda: self._kill(self.random.choice(processes(self.stage.crew.workers))),
            BEAT: lambda: self._kill(self.stage.crew.processes["beat"]),
            WEB: lambda: self._kill(self.stage.crew.processes["web"]),
            ALL: self._cut_the_power,
            VALKEY: self._kill_valkey,
            POSTGRES: postgres.restart,
            CRASH: postgres.crash,
            REPEATED: lambda: gateway.receipts(repeat=self.random.randint(5, 30)),
            MIXED: lambda: gateway.receipts(hold=self.random.randint(10, 60)),
            RUSHED: lambda: gateway.receipts(rush=self.random.randint(10, 60)),
        }

    def _up(self, processes: list[Process]) -> list[Process]:
        """Those that run; where none does, one that is about to: it is killed while it starts."""
        return [each for each in processes if each.is_up] or processes

    def _kill(self, process: Process) -> None:
        if process.is_up:
            self.stage.crew.kill(process)
            self._soon(lambda: self._start(process))

    def _start(self, process: Process) -> None:
        if not process.is_up:
            self.stage.crew.start(process)

    def _kill_valkey(self) -> None:
        if self.stage.valkey.is_up:
            self.stage.valkey.crash()
            self.stage.valkey.wipe()
            self._soon(self.stage.valkey.come_back)

    def _cut_the_power(self) -> None:
        """All of ours dies in one instant, and comes back when every lease has run out."""
        self.stage.crew.kill_all()
        self.stage.clock.shift(POWER_CUT)
        self._later = [each for each in self._later if each[1] == self.stage.valkey.come_back]
        self.stage.crew.start_all()

    def _soon(self, act: Callable[[], None]) -> None:
        self._later.append((time.monotonic() + self.random.uniform(0, DOWN_FOR), act))
