"""What those who would like to go on meeting answered: one time suits all but one of them."""

from dataclasses import dataclass
from datetime import datetime

from followon.people.models import AccessNeed, PainService
from groups.models import JobKind
from pmp.fitting import DAYS, Slot
from pmp.models import Participant, PartOfDay, Travel
from pmp.queries.nearby import groups_nearby
from pmp.services import answers

TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
AFTER_LUNCH = (PartOfDay.MIDDAY, PartOfDay.AFTERNOON, PartOfDay.EVENING)


@dataclass(frozen=True)
class Told:
    """One person's answers."""

    works: tuple[Slot, ...]
    hard: tuple[Slot, ...]
    area: str
    travel: str
    needs: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    reason: str = ""

    def save(self, participant: Participant, now: datetime) -> None:
        who = {"participant": participant, "by": participant.user, "now": now}
        answers.save_times(works=self.works, hard=self.hard, reason=self.reason, **who)
        answers.save_travel(area=self.area, travel=self.travel, **who)
        answers.save_needs(codes=self.needs, kinds=["access"], **who)
        if self.jobs:  # the others stopped here; their link goes on from the next question
            answers.save_jobs(kinds=self.jobs, **who)
            answers.finish(**who)


def every_day(*parts: str) -> tuple[Slot, ...]:
    return tuple(Slot(day, part) for day in DAYS for part in parts)


def answers_of_those_who_would(service: PainService, now: datetime) -> list[Told]:
    """Four who can come on Tuesdays at midday, and one who is only up to mornings."""
    neighbour = next(one.slot for one in groups_nearby(service, now) if one.slot)
    only_mornings = Told(
        (Slot(neighbour.weekday, PartOfDay.MORNING),),
        every_day(*AFTER_LUNCH),
        "Larkfield",
        Travel.DRIVE,
        reason="By the middle of the day I am done in",
    )
    return [*_four_of_tuesdays(), only_mornings]


def _four_of_tuesdays() -> list[Told]:
    tuesday, thursday = Slot(TUESDAY, PartOfDay.MIDDAY), Slot(THURSDAY, PartOfDay.MIDDAY)
    evenings = every_day(PartOfDay.EVENING)
    return [
        Told(
            (tuesday, Slot(TUESDAY, PartOfDay.AFTERNOON), thursday),
            evenings,
            "Larkfield",
            Travel.DRIVE,
            (AccessNeed.SEATING, AccessNeed.PARKING),
            (JobKind.COORDINATOR, JobKind.PLACE_FINDER),
        ),
        Told(
            (tuesday, thursday),
            evenings,
            "Ashmead",
            Travel.BUS,
            (AccessNeed.SEATING,),
            (JobKind.WELCOMER,),
        ),
        Told(
            (tuesday, thursday, Slot(WEDNESDAY, PartOfDay.MORNING)),
            (),
            "Larkfield",
            Travel.TAXI,
            (AccessNeed.STEP_FREE, AccessNeed.TOILET),
            (JobKind.DEPUTY,),
        ),
        Told(
            (tuesday, Slot(WEDNESDAY, PartOfDay.MORNING)),
            every_day(PartOfDay.AFTERNOON),
            "Wick Green",
            Travel.LIFT,
            (AccessNeed.QUIET,),
        ),
    ]
