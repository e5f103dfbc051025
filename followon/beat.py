"""The scheduler of Celery's beat, for a machine whose clock is put back."""

from typing import Any

from celery.beat import ScheduleEntry, Scheduler


class SteadyScheduler(Scheduler):
    """
    Celery's own reckons from when a task last ran, by the clock on the wall.

    Put back by an hour, it would send nothing for that hour. What seems to have run in the future
    counts from now instead. Like Celery's own it keeps no file: nothing is lost with it.
    """

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Run what is due; seconds until the next look."""
        ahead = [entry for entry in self.schedule.values() if has_run_in_the_future(entry)]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None
        return float(super().tick(*arguments, **options))


def has_run_in_the_future(entry: ScheduleEntry) -> bool:
    """Whether the clock has been put back since the task ran."""
    return entry.last_run_at is not None and bool(entry.last_run_at > entry.default_now())
