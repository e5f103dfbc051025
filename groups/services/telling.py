"""Which messages go out with a change, to whom: always in the change's own transaction."""

from datetime import datetime, timedelta
from typing import Any

from followon.messaging.services.outbox import enqueue
from followon.people.models import Contact, User

from ..local_time import local_day
from ..models import Job, Meeting, Membership, PtvLink

# Whoever joined so lately is welcomed with the first date, and not told of it as well.
WELCOME_WAITS = timedelta(hours=1)
OFFER_STANDS = timedelta(days=14)


def booked(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    """Tell the members of a new date; a group's newest are welcomed with its first."""
    is_first = not _dates_ahead(meeting, now)
    for member in _to_tell(meeting, by, now):
        if is_first and member.joined_at > now - WELCOME_WAITS:
            welcome(member, meeting=meeting, now=now)
        else:
            _about(meeting, "meeting_booked", member.user, now=now)
    _tell_volunteers(meeting, "meeting_booked", by=by, now=now)


def moved(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    """Tell the members what changed."""
    _tell_all(meeting, "meeting_moved", by=by, now=now)


def cancelled(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    """Tell the members that the meeting is off."""
    _tell_all(meeting, "meeting_cancelled", by=by, now=now)


def welcome(member: Membership, *, meeting: Meeting, now: datetime) -> None:
    """Welcome a new member with the first date."""
    enqueue(
        kind="welcome",
        recipient=member.user,
        service=member.group.service,
        now=now,
        subject=f"meeting:{meeting.pk}",
        version=meeting.version,
        facts={"group": str(member.group_id)},
        send_before=meeting.starts_at,
    )


def offered(job: Job, *, by: User | None, now: datetime) -> None:
    """Tell a member that they are asked to take on a job, unless they did so themselves."""
    if by is None or by.pk != job.member.user_id:
        enqueue(
            kind="job_offered",
            recipient=job.member.user,
            service=job.group.service,
            now=now,
            subject=f"job:{job.pk}",
            send_before=now + OFFER_STANDS,
        )


def taken_over(meeting: Meeting, member: Membership, *, now: datetime) -> None:
    """Tell the stand-in that this meeting is theirs to run."""
    _about(meeting, "take_over", member.user, now=now)


def reply_noted(
    *,
    to: User,
    meeting: Meeting,
    now: datetime,
    facts: dict[str, Any],
    contact: Contact | None = None,
) -> None:
    """Confirm what somebody answered by text.

    It is about nothing itself: the question stays the last message about the meeting, so that
    an answer can be changed by another text.
    """
    enqueue(
        kind="reply_noted",
        recipient=to,
        service=meeting.group.service,
        now=now,
        facts={"meeting": str(meeting.pk), **facts},
        # Every text that somebody sends gets its own confirmation.
        dedupe=f"{meeting.pk}:{now.isoformat()}",
        contact=contact,
        send_before=now + timedelta(hours=12),
    )


def ask_again(meeting: Meeting, *, to: User, contact: Contact | None, now: datetime) -> None:
    """Tell somebody who answered about the old date what it is now."""
    enqueue(
        kind="meeting_moved",
        recipient=to,
        service=meeting.group.service,
        now=now,
        subject=f"meeting:{meeting.pk}",
        version=meeting.version,
        dedupe=now.isoformat(),
        contact=contact,
        send_before=meeting.starts_at,
    )


def _tell_all(meeting: Meeting, kind: str, *, by: User | None, now: datetime) -> None:
    for member in _to_tell(meeting, by, now):
        _about(meeting, kind, member.user, now=now)
    _tell_volunteers(meeting, kind, by=by, now=now)


def _tell_volunteers(meeting: Meeting, kind: str, *, by: User | None, now: datetime) -> None:
    links = PtvLink.objects.open().filter(group=meeting.group_id)
    for link in links.select_related("user"):
        if by is None or by.pk != link.user_id:
            _about(meeting, kind, link.user, now=now)


def _about(meeting: Meeting, kind: str, to: User, *, now: datetime) -> None:
    enqueue(
        kind=kind,
        recipient=to,
        service=meeting.group.service,
        now=now,
        subject=f"meeting:{meeting.pk}",
        version=meeting.version,
        send_before=meeting.starts_at if meeting.starts_at > now else None,
    )


def _dates_ahead(meeting: Meeting, now: datetime) -> bool:
    """Whether the group has another date ahead, with which its newest have been welcomed."""
    return meeting.group.meetings.upcoming(now).exclude(pk=meeting.pk).exists()


def _to_tell(meeting: Meeting, by: User | None, now: datetime) -> list[Membership]:
    """Members who want to hear of it: not the one who did it, who sees it on the page."""
    today = local_day(now, meeting.zone)
    members = Membership.objects.open().filter(group=meeting.group_id)
    members = members.awake(today).select_related("user", "group__service")
    return [member for member in members if by is None or member.user_id != by.pk]
