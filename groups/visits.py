"""When a volunteer's visits are over, and until when they may still write about them: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# A week that was too much, and another to catch up.
NOTES_UNTIL = timedelta(days=14)


@dataclass(frozen=True)
class Visit:
    """One date since the volunteer came: how it was reported, and what the volunteer said."""

    state: str
    said: str = ""

    @property
    def counts(self) -> bool:
        """Whether the group met: nobody's word is needed twice, and silence is no "no"."""
        if self.state == "met" or self.said == "met":
            return True
        return self.state == "unknown" and self.said != "not_met"


def is_over(visits: Iterable[Visit], meetings: int) -> bool:
    """Whether the number of meetings is reached that a volunteer goes along to."""
    return sum(visit.counts for visit in visits) >= meetings


def may_write(ended_at: datetime | None, now: datetime) -> bool:
    """Notes are written while the volunteer goes along, and for two weeks afterwards."""
    return ended_at is None or now <= ended_at + NOTES_UNTIL
