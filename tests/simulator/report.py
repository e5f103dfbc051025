"""Print how the model does on simulated groups: `python -m tests.simulator.report [part …]`.

Parts: table, missing, sweep, table2 (default: table, missing, table2). Seeds are not those on which
the model was tuned.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from statistics import mean

from groups.health.findings import NEEDS_A_HAND
from groups.health.history import History
from groups.health.replay import changes
from tests.simulator.detectors import RULES, detector
from tests.simulator.parameters import MOVABLE, Parameters
from tests.simulator.score import Score, score
from tests.simulator.table2 import declined
from tests.simulator.world import simulate

REPORTING_SEED = 7001
GROUPS = 300
SWEPT = 100
WORLDS: dict[str, dict[str, float | bool]] = {
    "as tuned on": {},
    "nothing booked, no answers": {"books_ahead": 0.0},
    "every group books": {"books_ahead": 1.0},
    "members leave one by one": {"by_members": True, "fade_end": 0.0, "fade_skipped": 0.1},
    "fades in short order": {"fade_loss": 0.3, "fade_stretch": 0.35, "fade_end": 0.06},
}


def ours(history: History, until: date) -> list[date]:
    """The days on which the model raised its alarm."""
    return [
        change.on for change in changes(history, until, 7) if change.health.level == NEEDS_A_HAND
    ]


def line(name: str, found: Score) -> str:
    return (
        f"{name:58} {found.false_per_year:5.2f} {found.delay:6.2f} {found.seen:6.0%}"
        f"   ({found.steady_years:.0f} steady years, {found.fades} fades, {found.slow} slow)"
    )


def heading(title: str) -> str:
    return f"\n{title}\n{'':58} false  delay   seen"


def table() -> Iterable[str]:
    """The table of the brief, and ours in other worlds."""
    groups = simulate(GROUPS, REPORTING_SEED, Parameters())
    yield heading("False alarms per steady group-year, mean delay in rhythms, slow fades seen")
    for name, rule in RULES.items():
        yield line(name, score(groups, detector(rule)))
    yield line("ours", score(groups, ours))
    yield heading("Ours in other worlds")
    for name, changed in WORLDS.items():
        world = replace(Parameters(), **changed)  # type: ignore[arg-type]
        yield line(name, score(simulate(GROUPS, REPORTING_SEED + 1, world), ours))


def missing() -> Iterable[str]:
    """Ours as reports go missing."""
    yield heading("Reports filed")
    for share in (1.0, 0.9, 0.8, 0.7, 0.6):
        world = replace(Parameters(), reported_low=share, reported_high=share)
        groups = simulate(GROUPS, REPORTING_SEED + 2, world)
        yield line(f"{share:.0%}", score(groups, ours))


def sweep() -> Iterable[str]:
    """Ours with every number of the simulator 30 % lower and higher."""
    yield heading(f"Each number -30 % and +30 % ({SWEPT} groups each)")
    for name in MOVABLE:
        for factor in (0.7, 1.3):
            world = Parameters().moved(name, factor)
            groups = simulate(SWEPT, REPORTING_SEED + 3, world)
            yield line(f"{name} x {factor}", score(groups, ours))


def table2() -> Iterable[str]:
    """Of the eleven groups of Table 2, how many decline in the simulator."""
    found = [declined(seed) for seed in range(200)]
    yield (
        f"\nOf the eleven groups of Table 2, at their ages, {mean(found):.1f} decline on average"
        f" over {len(found)} runs (the paper: six, or seven with E)."
    )


PARTS: dict[str, Callable[[], Iterable[str]]] = {
    "table": table,
    "missing": missing,
    "sweep": sweep,
    "table2": table2,
}


def main(names: Sequence[str]) -> None:
    for name in names or ("table", "missing", "table2"):
        for text in PARTS[name]():
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
