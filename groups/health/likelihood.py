"""How likely it is by a day that the group is fading: the filter run along its timeline."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, log

from groups.health import filter as bayes
from groups.health import priors
from groups.health.slots import Slot, slot_of, slots
from groups.health.timeline import Timeline

MOST_AHEAD = 0.9  # rhythms


@dataclass(slots=True)
class Likelihood:
    """The filter along one timeline; what has not changed since the last look is kept."""

    timeline: Timeline
    rhythm: float = 0.0
    read: tuple[Slot, ...] = ()
    sums: list[bayes.Sum] = field(default_factory=lambda: [bayes.start()])
    next_date: Slot | None = None
    usually_ahead: float = 0.0
    """Rhythms before a meeting on which it is put in the diary."""
    valid_until: date = date.min
    """A booked date passes in silence then, if nothing is said."""
    raise_at: float = 1.0
    past_changed: bool = True
    diary_changed: bool = True
    weights: dict[str, float] = field(default_factory=dict)
    """How strongly each kind of evidence speaks for fading at the last look (log odds)."""

    def probability(self, on: date) -> float:
        """The chance that the group is not steady, from what the timeline holds."""
        if self.past_changed or on >= self.valid_until:
            self._read_past(on)
        if self.diary_changed:
            self._read_diary(on)
        since = self.since()
        days = max(0, (on - since).days - self.timeline.rested_days(since, on))
        age = max(0, (on - self.timeline.started).days) / bayes.DAYS_A_MONTH
        if self.next_date:
            found, weight = bayes.awaiting(self.sums[-1], self.next_date, days, self.rhythm, age)
        else:
            found, weight = bayes.silence(self.sums[-1], days, self.rhythm, self.usually_ahead, age)
        self.weights = dict(self.sums[-1].weights)
        self.weights["silence"] += max(0.0, weight)
        return found

    def since(self) -> date:
        """The last date that has passed, else the start."""
        return self.read[-1].day if self.read else self.timeline.started

    def books(self) -> bool:
        """Whether this group puts its dates in the diary."""
        return self.sums[-1].booked_share() >= priors.BOOKS_FROM

    def _raise_at(self) -> float:
        """The probability at which to raise the alarm, so that false ones are alike everywhere."""
        unreported = priors.USUALLY_REPORTED - self.sums[-1].reported()
        waits = priors.UNREPORTED_WAITS * unreported
        if not self.books():
            waits += priors.UNBOOKED_WAITS
        return 1 / (1 + exp(-log(priors.RAISE_AT / (1 - priors.RAISE_AT)) - waits))

    def _read_past(self, on: date) -> None:
        rhythm, found = self.timeline.even_rhythm(), slots(self.timeline, on)
        same = 0
        if rhythm == self.rhythm:
            for old, new in zip(self.read, found, strict=False):
                if old != new:
                    break
                same += 1
        del self.sums[same + 1 :]
        for slot in found[same:]:
            self.sums.append(bayes.read(self.sums[-1], slot, rhythm, self.timeline.started))
        self.read, self.rhythm = found, rhythm
        self.past_changed, self.diary_changed = False, True
        self.raise_at = self._raise_at()

    def _read_diary(self, on: date) -> None:
        grace = timedelta(days=priors.REPORT_GRACE_DAYS)
        since = self.since()
        booked = self.timeline.booked_after(max(on - grace, since + timedelta(days=1)))
        self.next_date = slot_of(self.timeline, booked, since, self.rhythm) if booked else None
        self.valid_until = (
            self.next_date.day + grace + timedelta(days=1) if self.next_date else date.max
        )
        self.usually_ahead = min(MOST_AHEAD, self.timeline.ahead() / self.rhythm)
        self.diary_changed = False
