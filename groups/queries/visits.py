"""A volunteer's groups with the dates of their visits, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from followon.people.models import Role, StaffPost, User

from ..models import OPEN_GROUP_STATES, GroupState, Meeting, MeetingState, PtvLink, VisitNote
from ..visits import NOTES_UNTIL


@dataclass(frozen=True)
class VisitDate:
    """One date of a group, and the volunteer's own note of it."""

    meeting: Meeting
    note: VisitNote | None
    is_over: bool


@dataclass(frozen=True)
class Visited:
    """One group that a volunteer goes along to; `dates` are since they came, soonest first."""

    link: PtvLink
    dates: tuple[VisitDate, ...]

    @property
    def is_with_them(self) -> bool:
        return self.link.ended_at is None

    @property
    def left(self) -> int:
        """To how many more meetings they go along."""
        held = sum(date.meeting.state == MeetingState.MET for date in self.dates)
        return max(self.link.meetings - held, 0) if self.is_with_them else 0

    @property
    def last_day_to_write(self) -> datetime | None:
        return self.link.ended_at + NOTES_UNTIL if self.link.ended_at else None


def links_of(user: User, now: datetime) -> QuerySet[PtvLink]:
    """Where this volunteer goes along, or did so lately enough to write a note."""
    posts = StaffPost.objects.open().filter(user=user, role=Role.PTV)
    lately = Q(ended_at__isnull=True) | Q(ended_at__gte=now - NOTES_UNTIL)
    of_services = PtvLink.objects.filter(user=user, group__service__in=posts.values("service"))
    there = of_services.filter(lately).exclude(group__state=GroupState.UNDONE)
    return there.select_related("group__service", "user")


def visited_by(user: User, *, now: datetime) -> list[Visited]:
    """Groups that they go along to first: three queries for any number."""
    links = list(links_of(user, now).order_by("ended_at", "group__name", "pk"))
    dates: dict[Any, list[Meeting]] = defaultdict(list)
    found = Meeting.objects.filter(
        Q(state=MeetingState.BOOKED) | Q(starts_at__lte=now),
        group__in={link.group_id for link in links},
        group__state__in=OPEN_GROUP_STATES,
    ).exclude(state__in=[MeetingState.CANCELLED, MeetingState.PROPOSED])
    for meeting in found.select_related("place").order_by("starts_at"):
        dates[meeting.group_id].append(meeting)
    notes = {
        (note.link_id, note.meeting_id): note for note in VisitNote.objects.filter(link__in=links)
    }
    return [
        Visited(
            link,
            tuple(
                VisitDate(each, notes.get((link.pk, each.pk)), each.starts_at <= now)
                for each in dates[link.group_id]
                if _is_visit(each, link)
            ),
        )
        for link in links
    ]


def visit_at(meeting_id: Any, user: User, now: datetime) -> tuple[PtvLink, Meeting] | None:
    """A date that has begun, for the volunteer who went along; None to whom it does not exist."""
    meeting = Meeting.objects.begun(now).filter(pk=meeting_id).select_related("group").first()
    if meeting is None:
        return None
    links = links_of(user, now).filter(group=meeting.group_id, started_at__lte=meeting.starts_at)
    link = next((one for one in links.order_by("-started_at") if _is_visit(meeting, one)), None)
    return (link, meeting) if link else None


def note_of(link: PtvLink, meeting: Meeting) -> VisitNote | None:
    """What was written before."""
    return VisitNote.objects.filter(link=link, meeting=meeting).first()


def notes_of(user: User) -> QuerySet[VisitNote]:
    """Notes about the groups of the viewer's services, newest first."""
    found = VisitNote.objects.visible_to(user).order_by("-written_at", "-pk")
    return found.select_related("link__group__service", "link__user", "meeting", "seen_by")


def _is_visit(meeting: Meeting, link: PtvLink) -> bool:
    """A date while they were with the group."""
    has_left = link.ended_at is not None and meeting.starts_at > link.ended_at
    return meeting.starts_at >= link.started_at and not has_left
