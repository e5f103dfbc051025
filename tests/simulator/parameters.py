"""Every number of the simulator, with its source; nothing else in the simulator is a number."""

from dataclasses import dataclass, field, fields, replace
from datetime import date

MONTH = 30.44


@dataclass(frozen=True)
class Parameters:
    """A world of groups; `moved` gives a neighbouring world.

    Where no source is named: figures handed down with the model's brief, from a fit to the paper's
    Table 2, or guesses where it says so. Fades were then adjusted until the plain rules scored
    about as the brief says that they do.
    """

    # The stretch of time
    first_start: date = date(2019, 1, 1)
    last_start: date = date(2020, 12, 31)
    years: float = 3.0

    # Groups (size and rhythm: read from the paper's Table 2)
    sizes: dict[int, float] = field(
        default_factory=lambda: {3: 0.22, 4: 0.06, 5: 0.06, 6: 0.24, 7: 0.08, 8: 0.25, 9: 0.09}
    )
    rhythms: dict[int, float] = field(
        default_factory=lambda: {14: 0.10, 30: 0.55, 45: 0.20, 75: 0.15}
    )
    gap_sigma: float = 0.20
    skipped: float = 0.07
    one_shot: float = 0.07  # K of Table 2: one group in eleven met once

    # People
    habit_alpha: float = 8.0  # attendance of an engaged member .80-.88 (Table 2: "6-8 of 8")
    habit_beta: float = 2.0
    flare_prevalence: float = 0.20  # Costa 2021: 23 % of person-days
    flare_days: float = 7.0
    flare_attendance: float = 0.45
    winter_attendance: float = 0.80
    winter_months: tuple[int, ...] = (12, 1, 2)

    # Fading (mover-stayer fit to Table 2)
    stable_share: float = 0.45
    stable_loss: float = 0.004  # members a month
    fragile_loss_shape: float = 1.5
    fragile_loss: float = 0.04  # members a month, mean
    succession_many: float = 0.75  # four or more active
    succession_few: float = 0.45
    end_at_two: float = 0.16  # per meeting
    end_at_three: float = 0.035
    end_above: float = 0.004
    # A fade, once it has begun (not known; guesses, moved about in the sweep)
    fragile_onset: float = 0.08  # a month: declines visible within about six months of the start
    stable_onset: float = 0.004
    sudden_share: float = 0.29  # of endings with four or more active
    fade_loss: float = 0.14  # members a month
    fade_stretch: float = 0.17  # each gap on the one before
    fade_skipped: float = 0.36
    fade_end: float = 0.02  # per meeting, more
    by_members: bool = False
    """Fades come of members leaving one by one, and begin when few are left (see few_*)."""
    few_of_founders: float = 0.6
    few: int = 3
    few_founders: int = 5

    # What is told (reports .75-.9: assumption, swept)
    reported_low: float = 0.75
    reported_high: float = 0.90
    report_days: float = 4.0
    names_share: float = 0.3
    skip_told: float = 0.5
    skip_called_off: float = 0.6  # of the told ones that were in the diary: cancelled before
    leaving_told: float = 0.5
    resting_told: float = 0.5
    books_ahead: float = 0.7  # share of groups that put dates in the diary
    booked: float = 0.9  # of their meetings, while steady
    fade_booked: float = 0.5
    booked_days: float = 14.0
    booked_days_least: int = 2
    answer_days: int = 6
    told_days: int = 7
    answers: float = 0.6  # share of booking groups whose members answer
    answered: float = 0.6
    answer_right: float = 0.85
    pauses: float = 0.12  # a year
    pause_days: tuple[int, int] = (35, 80)
    pause_from_day: int = 90
    pause_told_days: int = 7
    gap_least: int = 5

    def moved(self, name: str, factor: float) -> "Parameters":
        """The same world with one number multiplied."""
        value = getattr(self, name)
        return replace(self, **{name: value * factor})


MOVABLE = tuple(
    item.name
    for item in fields(Parameters)
    if isinstance(item.default, float) and item.name != "years"
)
