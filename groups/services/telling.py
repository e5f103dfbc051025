"""Which messages go out with a change, to whom: always in the change's own transaction."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from followon.messaging.kinds import Due
from followon.messaging.services.outbox import enqueue, enqueue_each
from followon.people.models import Contact, User

from ..local_time import local_day
from ..models import RUNS_THE_GROUP, Group, Job, Meeting, Membership, PtvLink

# Whoever joined so lately is welcomed with the first date, and not told of it as well.
WELCOME_WAITS = timedelta(hours=1)
OFFER_STANDS = timedelta(days=14)
UNDO_MATTERS = timedelta(days=14)


def booked(
    meeting: Meeting, *, by: User | None, now: datetime, said_yes: Collection[Any] = ()
) -> None:
    """Tell the members of a new date; a group's newest are welcomed with its first.

    Who said yes to it in a poll is told that they are down as coming.
    """
    members, volunteers = _to_tell(meeting, by, now), _volunteers(meeting, by)
    newest = set()
    if not _dates_ahead(meeting, now):
        newest = {each.user_id for each in members if each.joined_at > now - WELCOME_WAITS}
        volunteers = _volunteers(meeting, by, but_since=now)
    others = [each.user_id for each in members if each.user_id not in newest]
    tell(meeting, "welcome", newest, now=now, facts={"group": str(meeting.group_id)})
    yes = [person for person in others if person in said_yes]
    tell(meeting, "poll_booked", yes, now=now)
    not_yet = [person for person in others if person not in said_yes]
    tell(meeting, "meeting_booked", [*not_yet, *volunteers], now=now)


def moved(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    """Tell the members what changed."""
    _tell_all(meeting, "meeting_moved", by=by, now=now)


def cancelled(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    """Tell the members that the meeting is off."""
    _tell_all(meeting, "meeting_cancelled", by=by, now=now)


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
    members = [member.user_id for member in _to_tell(meeting, by, now)]
    tell(meeting, kind, [*members, *_volunteers(meeting, by)], now=now)


def tell(
    meeting: Meeting,
    kind: str,
    people: Iterable[Any],
    *,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """One kind about one meeting to many, by their ids; each of them hears of it once."""
    before = meeting.starts_at if meeting.starts_at > now else None
    subject, service_id = f"meeting:{meeting.pk}", meeting.group.service_id
    enqueue_each(
        kind=kind,
        dues=[
            Due(service_id, person, subject, meeting.version, before, facts or {})
            for person in dict.fromkeys(people)
        ],
        now=now,
    )


def _volunteers(
    meeting: Meeting, by: User | None, *, but_since: datetime | None = None
) -> list[Any]:
    """Not who is named in this very moment: that message says the date as well."""
    links = PtvLink.objects.open().filter(group=meeting.group_id)
    if but_since is not None:
        links = links.exclude(started_at=but_since)
    people = links.values_list("user_id", flat=True)
    return [person for person in people if by is None or person != by.pk]


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


def people_added(
    group: Group, added: Iterable[Membership], *, by: User | None, now: datetime
) -> None:
    """Tell coordinator and deputy who is new, all in one message; nobody else in the group."""
    runners = Job.objects.held().filter(group=group, kind__in=RUNS_THE_GROUP)
    members = sorted(member.pk for member in added)
    dues = [
        Due(group.service_id, person, f"group:{group.pk}", members[0], None, facts)
        for facts in [{"group": str(group.pk), "members": members}]
        for person in set(runners.values_list("member__user_id", flat=True))
        if by is None or person != by.pk
    ]
    enqueue_each(kind="people_added", dues=dues, now=now)


def taken_back(
    group: Group,
    people: Iterable[Any],
    *,
    what: str,
    told_by: Iterable[str],
    since: datetime,
    now: datetime,
    names: Iterable[str] = (),
) -> None:
    """Tell whoever of these people a message of `told_by` reached since then that it is off.

    The sending decides who was reached. `what` is off: the group, one's place in it, or the
    people who were to come, by their `names`.
    """
    facts = {
        "group": str(group.pk),
        "what": what,
        "told_by": list(told_by),
        "since": since.isoformat(),
        "names": list(names),
    }
    dues = [
        Due(group.service_id, person, f"group:{group.pk}", _mark(since), now + UNDO_MATTERS, facts)
        for person in dict.fromkeys(people)
    ]
    enqueue_each(kind="taken_back", dues=dues, now=now)


def _mark(at: datetime) -> int:
    """Tells one taking back from another of the same group."""
    return int(at.timestamp()) % 2**31
