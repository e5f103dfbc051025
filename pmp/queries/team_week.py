"""What waits for a team this week: programmes with their open tasks, and what people asked for."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from followon.people.models import StaffPost
from groups.models import VisitNote

from ..checklist import LOUDEST, is_done, open_by
from ..models import Programme, SteppedBack
from .checklist import checklists
from .promised import promised_by_service

# A note on Monday speaks of the sessions of its week too.
THIS_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class OpenProgramme:
    """One programme in its last three sessions, or after them, with something left to do."""

    programme: Programme
    last_session: date
    tasks: int
    has_first_date: bool


@dataclass
class TeamWeek:
    """What one service's staff hear on a Monday; nothing of it names a person."""

    programmes: list[OpenProgramme] = field(default_factory=list)
    from_volunteers: int = 0
    promised: int = 0

    def __bool__(self) -> bool:
        return bool(self.programmes or self.from_volunteers or self.promised)

    @property
    def tasks(self) -> int:
        return sum(one.tasks for one in self.programmes)

    @property
    def without_a_date(self) -> int:
        return sum(not one.has_first_date for one in self.programmes)


def team_weeks(services: Collection[Any], now: datetime) -> dict[Any, TeamWeek]:
    """The week of each of these services, in a number of queries that does not grow with them."""
    today, weeks = localdate(now), {service: TeamWeek() for service in services}
    programmes = _programmes(services, today)
    lists = checklists(programmes, now)
    for programme in programmes:
        last = max(part.session.date for part in lists[programme.pk] if part.session)
        tasks = open_by(lists[programme.pk], today + THIS_WEEK)
        if tasks:
            has_date = is_done(lists[programme.pk], LOUDEST)
            found = OpenProgramme(programme, last, tasks, has_date)
            weeks[programme.site.service_id].programmes.append(found)
    said, promised = _from_volunteers(services), promised_by_service(services, today)
    for service, week in weeks.items():
        week.programmes.sort(key=lambda one: (one.has_first_date, one.last_session))
        week.from_volunteers, week.promised = said[service], promised[service]
    return weeks


def who_wants(services: Collection[Any]) -> dict[Any, set[Any]]:
    """The staff of each service who want the note; one query."""
    posts = StaffPost.objects.staff().filter(service__in=services, weekly_note=True)
    found: dict[Any, set[Any]] = defaultdict(set)
    for service_id, user_id in posts.order_by("pk").values_list("service_id", "user_id"):
        found[service_id].add(user_id)
    return found


def wants_weekly_note(user_id: UUID) -> bool:
    """Whether this person of the staff gets it."""
    return StaffPost.objects.staff().filter(user=user_id, weekly_note=True).exists()


def _programmes(services: Collection[Any], today: date) -> list[Programme]:
    found = Programme.objects.looked_after(today).filter(
        site__service__in=services, sessions__isnull=False
    )
    return list(found.select_related("site").distinct().order_by("pk"))


def _from_volunteers(services: Collection[Any]) -> Counter[Any]:
    notes = VisitNote.objects.waiting().filter(link__group__service__in=services)
    stepped_back = SteppedBack.objects.unseen().filter(service__in=services)
    found = Counter(notes.values_list("link__group__service", flat=True))
    return found + Counter(stepped_back.values_list("service", flat=True))
