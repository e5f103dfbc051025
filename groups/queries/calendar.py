"""Whose calendar holds which meetings, in a number of queries that does not grow with them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from followon.people.models import PersonalLink, User

from ..calendar import Entry
from ..calendar_entries import entry_of
from ..models import Meeting, MeetingMove, MeetingState, Membership, Pause, PtvLink

PURPOSE = "calendar"
LOOKS_BACK = timedelta(days=60)


def calendar_link(user: User, now: datetime) -> PersonalLink | None:
    """What stands for the address that the person's calendar reads, if they made one."""
    links = PersonalLink.objects.live(now).filter(user=user, purpose=PURPOSE)
    return links.order_by("-created_at").first()


def entries_of(user: User, now: datetime) -> list[Entry]:
    """The person's meetings, cancelled ones too, so that calendars strike them out."""
    members = {member.group_id: member for member in Membership.objects.open().filter(user=user)}
    visited = PtvLink.objects.open().filter(user=user).values_list("group_id", flat=True)
    group_ids = {*members, *visited}
    lately = Meeting.objects.filter(group__in=group_ids, starts_at__gt=now - LOOKS_BACK)
    pauses = {
        pause.group_id: pause
        for pause in Pause.objects.filter(group__in=group_ids, ended_on__isnull=True)
    }
    return [
        entry_of(meeting, members.get(meeting.group_id), changed_at=changed_at(meeting))
        for meeting in _with_changes(lately)
        if not _rests(meeting, members.get(meeting.group_id), pauses.get(meeting.group_id))
    ]


def entry_at(meeting_id: Any, member: Membership | None) -> Entry | None:
    """One meeting as this member, or the volunteer, may keep it."""
    meeting = next(iter(_with_changes(Meeting.objects.filter(pk=meeting_id))), None)
    return entry_of(meeting, member, changed_at=changed_at(meeting)) if meeting else None


def changed_at(meeting: Meeting) -> datetime:
    """When it last changed for those who come."""
    moves = [move.moved_at for move in meeting.moves.all()]
    return max([meeting.booked_at, *moves, meeting.cancelled_at or meeting.booked_at])


def _with_changes(meetings: Any) -> Iterable[Meeting]:
    dates = meetings.exclude(state=MeetingState.PROPOSED).order_by("starts_at", "pk")
    moves = Prefetch("moves", MeetingMove.objects.order_by("version"))
    return list(dates.select_related("group", "place").prefetch_related(moves))


def _rests(meeting: Meeting, member: Membership | None, pause: Pause | None) -> bool:
    """Whether that day lies in a break of the person's, or in the group's agreed rest."""
    if member is not None and member.is_resting(meeting.date) and not member.texts_while_resting:
        return True
    return (
        pause is not None
        and meeting.date < pause.until
        and meeting.answers_since <= pause.recorded_at
    )
