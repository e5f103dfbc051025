"""What a chaos run prints: the faults by kind, and what became of the messages."""

from collections import Counter
from collections.abc import Mapping

from tests.chaos.ledger import Verdict


def table(title: str, faults: Counter[str], verdict: Verdict, numbers: Mapping[str, object]) -> str:
    """Plain lines, to be read in a terminal."""
    told = len(verdict.in_doubt_twice)
    lines = [
        "",
        title,
        *(f"  {count:>6}  {kind}" for kind, count in sorted(faults.items())),
        f"  {sum(faults.values()):>6}  faults in all",
        "",
        f"  {verdict.once:>6}  sent once",
        f"  {told:>6}  sent twice, where the gateway had said neither yes nor no",
        *(f"          {reference}" for reference in verdict.in_doubt_twice),
        f"  {len(verdict.doubled):>6}  sent twice although the gateway had answered",
        f"  {len(verdict.lost):>6}  lost",
        f"  {sum(verdict.skipped.values()):>6}  skipped, each for a reason",
        *(f"          {count} {reason}" for reason, count in verdict.skipped.items()),
        f"  {sum(verdict.failed.values()):>6}  failed, each for a reason",
        *(f"          {count} {reason}" for reason, count in verdict.failed.items()),
        "",
        *(f"  {number:>6}  {what}" for what, number in numbers.items()),
        "",
    ]
    return "\n".join(lines)
