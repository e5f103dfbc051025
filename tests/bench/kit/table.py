"""The table of a bench: what, ours, the floor of the same run, their ratio, and what is wanted."""

import sys
from dataclasses import dataclass, field

from .machine import description

HEAD = ("what", "ours", "floor", "ours ÷ floor", "wanted", "")


@dataclass
class Show:
    """Called for each row as it is measured; printed at the end."""

    name: str
    small: bool = False
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __call__(
        self,
        what: str,
        ours: float,
        unit: str = "a second",
        *,
        floor: float | None = None,
        floor_is: str = "",
        ratio: float | None = None,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        """One row; `ratio` is the least that is wanted of ours ÷ floor."""
        holds = [
            ratio is None or floor is None or ours >= ratio * floor,
            at_most is None or ours <= at_most,
            at_least is None or ours >= at_least,
        ]
        wanted = [
            *([f"at least {ratio:.2g} of the floor"] if ratio is not None else []),
            *([f"at most {number(at_most)} {unit}"] if at_most is not None else []),
            *([f"at least {number(at_least)} {unit}"] if at_least is not None else []),
        ]
        beside = (
            "" if floor is None else f"{number(floor)} {unit}" + f" ({floor_is})" * bool(floor_is)
        )
        times = "" if not floor else f"{ours / floor:.2f}"
        verdict = ("" if not wanted else "holds") if all(holds) else "MISSED"
        row = (what, f"{number(ours)} {unit}", beside, times, " and ".join(wanted), verdict)
        self.rows.append(row)
        self.say("  ".join(part for part in row if part))

    def say(self, words: str) -> None:
        """How far it is, on the error output, so that the table can go to a file."""
        print(f"[{self.name}] {words}", file=sys.stderr, flush=True)  # noqa: T201

    def note(self, words: str) -> None:
        """A sentence below the table."""
        self.notes.append(words)

    def print(self) -> None:
        """The table, as Markdown that is readable as it is."""
        lines = [HEAD, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
        size = ", small" if self.small else ""
        body = [f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines]
        body.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
        notes = ["", *self.notes] if self.notes else []
        print("\n".join([f"\n## {self.name}{size}", "", description(), "", *body, *notes]))  # noqa: T201


def number(value: float) -> str:
    """Three figures that count, and thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}" if value < 1 else f"{value:.2f}"
