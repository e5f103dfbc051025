"""What volunteers tell the team, and at which programmes they help."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from followon.people.models import PainService, Role, StaffPost, User
from groups.models import Group, PtvLink, VisitNote
from groups.queries.visits import notes_of

from ..asking import programme_subject
from ..checklist import Part, Ticked, parts
from ..models import Programme, Session, SteppedBack, Tick
from .programmes import programmes_of_ptv


@dataclass(frozen=True)
class HelpedAt:
    """A programme as its volunteer sees it: the last sessions with their own tasks."""

    programme: Programme
    parts: tuple[Part[Session], ...]
    next_session: Session | None


@dataclass(frozen=True)
class FollowUps:
    """What a volunteer's word asks of the team."""

    notes: list[VisitNote]
    stepped_back: list[SteppedBack]


def helped_at(user: User, *, today: date) -> list[HelpedAt]:
    """The volunteer's programmes with what is theirs to do: four queries for any number."""
    programmes = list(programmes_of_ptv(user))
    ticks = Tick.objects.filter(programme__in=programmes).values_list("programme_id", "code")
    done: dict[Any, set[str]] = defaultdict(set)
    for programme_id, code in ticks:
        done[programme_id].add(code)
    return [_helped_at(programme, done[programme.pk], today) for programme in programmes]


def _helped_at(programme: Programme, done: set[str], today: date) -> HelpedAt:
    sessions = list(programme.sessions.all())
    ticked = {code: Ticked("", programme.created_at) for code in done}
    lists = [
        replace(part, lines=tuple(line for line in part.lines if line.task.is_for_volunteer))
        for part in parts(sessions, set(), ticked)
    ]
    ahead = [session for session in sessions if session.date >= today]
    return HelpedAt(programme, tuple(lists), ahead[0] if ahead else None)


def waiting_notes(user: User) -> QuerySet[VisitNote]:
    """Notes that ask for more, and that nobody has taken on; the oldest first."""
    return notes_of(user).waiting().order_by("written_at", "pk")  # type: ignore[attr-defined]


def stepped_back(user: User) -> QuerySet[SteppedBack]:
    """Who has stepped back, until somebody of the team has taken note."""
    found = SteppedBack.objects.visible_to(user).unseen().order_by("at", "pk")
    return found.select_related("user", "service", "programme", "group")


def follow_ups(user: User) -> FollowUps:
    """Both, in two queries."""
    return FollowUps(list(waiting_notes(user)), list(stepped_back(user)))


def notes_about(group: Group, user: User) -> list[VisitNote]:
    """What volunteers wrote of one group, newest first."""
    return list(notes_of(user).filter(link__group=group)[:12])


def volunteers_beside(group: Group) -> list[User]:
    """Who goes along to the group now."""
    links = PtvLink.objects.open().filter(group=group).select_related("user")
    return [link.user for link in links.order_by("started_at", "pk")]


def volunteers_for(group: Group) -> QuerySet[User]:
    """Volunteers of the service who could go along and do not yet."""
    beside = PtvLink.objects.open().filter(group=group)
    return _ptvs(group.service).exclude(pk__in=beside.values("user"))


def volunteers_of(programme: Programme) -> QuerySet[User]:
    """Volunteers of the programme's service."""
    return _ptvs(programme.service)


def programmes_in(subjects: Iterable[str]) -> dict[str, Programme]:
    """The programmes that messages are about, by 'programme:<id>'; one query."""
    keys = {subject.partition(":")[2] for subject in subjects}
    found = Programme.objects.filter(pk__in=keys).select_related("site__service")
    return {programme_subject(programme): programme for programme in found}


def helpers_of(programmes: dict[str, Programme]) -> set[tuple[str, Any]]:
    """Who helps at these programmes now, by the programme's subject."""
    posts = StaffPost.objects.open().filter(role=Role.PTV)
    rows = Programme.ptvs.through.objects.filter(
        programme__in=programmes.values(), user__in=posts.values("user")
    )
    return {
        (f"programme:{programme_id}", user_id)
        for programme_id, user_id in rows.values_list("programme_id", "user_id")
    }


def _ptvs(service: PainService) -> QuerySet[User]:
    posts = StaffPost.objects.open().filter(service=service, role=Role.PTV)
    return User.objects.filter(posts__in=posts).order_by("full_name")
