"""A group's rows as the plain events that `groups.health` weighs, in a fixed number of queries."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from followon.people.models import Contact, ContactKind

from ..health import history as h
from ..local_time import local_day
from ..models import (
    Answer,
    AnswerValue,
    Attendance,
    Group,
    GroupState,
    Job,
    JobKind,
    JobState,
    Meeting,
    MeetingMove,
    MeetingState,
    Membership,
    Pause,
)

ANSWER_WORDS = {
    AnswerValue.COMING: "yes",
    AnswerValue.NOT_SURE: "maybe",
    AnswerValue.NOT_THIS_TIME: "no",
    AnswerValue.NOT_UP_TO_IT: "not_today",
}


def history_of(group: Group, *, on: date) -> h.History:
    """Everything known of one group by the end of that day: eight queries."""
    members = list(Membership.objects.filter(group=group))
    jobs = list(Job.objects.filter(group=group, kind__in=[JobKind.COORDINATOR, JobKind.DEPUTY]))
    meetings = list(Meeting.objects.filter(group=group).exclude(state=MeetingState.PROPOSED))
    events = [
        *_people(members, group.zone),
        *_planned(meetings, group),
        *_outcomes(meetings, group),
        *_answers(group),
        *_pauses(group),
        *_coordinator_rests(members, jobs, group.zone),
    ]
    ended = group.ended_on or (on if group.state == GroupState.JOINED else None)
    history = h.History(
        id=str(group.pk),
        started=group.started_on,
        events=tuple(events),
        ended=ended,
        last_session_on=group.last_session_on,
        has_deputy=any(job.kind == JobKind.DEPUTY and job.state == JobState.HELD for job in jobs),
        unreachable=unreachable_share([member for member in members if member.left_at is None]),
        rhythm=group.rhythm_days,
    )
    return history.known_by(on)


def headcounts_of(group: Group, *, on: date) -> list[dict[str, Any]]:
    """Every date up to that day with what became of it, oldest first."""
    meetings = Meeting.objects.filter(group=group, date__lte=on).exclude(
        state=MeetingState.PROPOSED
    )
    return [
        {
            "date": meeting.date.isoformat(),
            "state": _said(meeting),
            "headcount": meeting.headcount,
        }
        for meeting in meetings.order_by("starts_at")
        if meeting.date < on or meeting.state != MeetingState.BOOKED
    ]


def unreachable_share(members: list[Membership]) -> float | None:
    """Share of members all of whose numbers and addresses for messages are dead.

    People who never had one are called or written to, and are not counted as failing.
    """
    if not members:
        return None
    alive: dict[Any, bool] = {}
    kinds = (ContactKind.MOBILE, ContactKind.EMAIL)
    contacts = Contact.objects.filter(
        user__in=[member.user_id for member in members], kind__in=kinds
    )
    for user_id, dead_since in contacts.values_list("user_id", "dead_since"):
        alive[user_id] = alive.get(user_id, False) or dead_since is None
    return sum(not is_alive for is_alive in alive.values()) / len(members)


def _said(meeting: Meeting) -> str:
    is_silent = meeting.state == MeetingState.BOOKED
    return str(MeetingState.UNKNOWN if is_silent else meeting.state)


def _people(members: list[Membership], zone: str) -> Iterator[h.Event]:
    for member in members:
        yield h.MemberJoined(local_day(member.joined_at, zone), str(member.user_id))
        if member.left_at is not None:
            yield h.MemberLeft(local_day(member.left_at, zone), str(member.user_id))


def _planned(meetings: list[Meeting], group: Group) -> Iterator[h.Event]:
    """Each meeting's dates in the order in which they were told."""
    moves: dict[Any, list[MeetingMove]] = {}
    for move in MeetingMove.objects.filter(meeting__group=group).order_by("version"):
        moves.setdefault(move.meeting_id, []).append(move)
    for meeting in meetings:
        moved = moves.get(meeting.pk, [])
        told_at = [meeting.booked_at, *(move.moved_at for move in moved)]
        dates = [*(move.date for move in moved), meeting.date]
        for told, day in zip(told_at, dates, strict=True):
            yield h.MeetingPlanned(local_day(told, group.zone), str(meeting.pk), day)


def _outcomes(meetings: list[Meeting], group: Group) -> Iterator[h.Event]:
    names: dict[Any, list[str]] = {}
    came = Attendance.objects.filter(meeting__group=group)
    for meeting_id, user_id in came.values_list("meeting_id", "member__user_id"):
        names.setdefault(meeting_id, []).append(str(user_id))
    for meeting in meetings:
        key = str(meeting.pk)
        if meeting.state == MeetingState.CANCELLED and meeting.cancelled_at:
            yield h.MeetingCancelled(local_day(meeting.cancelled_at, group.zone), key)
        if meeting.reported_at is None:
            continue
        reported_on = local_day(meeting.reported_at, group.zone)
        if meeting.state == MeetingState.NOT_MET:
            yield h.MeetingNotHeld(reported_on, key, meeting.date)
        if meeting.state == MeetingState.MET:
            present = tuple(sorted(names[meeting.pk])) if meeting.pk in names else None
            yield h.MeetingHeld(reported_on, key, meeting.date, meeting.headcount, present)


def _answers(group: Group) -> Iterator[h.Event]:
    answers = Answer.objects.filter(meeting__group=group)
    rows = answers.values_list("meeting_id", "member__user_id", "value", "given_at")
    for meeting_id, user_id, value, given_at in rows:
        on = local_day(given_at, group.zone)
        yield h.Rsvp(on, str(meeting_id), str(user_id), ANSWER_WORDS[AnswerValue(value)])


def _pauses(group: Group) -> Iterator[h.Event]:
    for pause in Pause.objects.filter(group=group):
        yield h.Paused(local_day(pause.recorded_at, group.zone), pause.until, pause.started_on)
        if pause.ended_on is not None:
            yield h.Paused(pause.ended_on, pause.ended_on, pause.started_on)


def _coordinator_rests(members: list[Membership], jobs: list[Job], zone: str) -> Iterator[h.Event]:
    """Days on which the group's coordinator went on a break, or laid the job down for nobody."""
    turns = [job for job in jobs if job.kind == JobKind.COORDINATOR and job.started_at]
    resting = {member.pk: member for member in members if member.resting_until is not None}
    held = next((job for job in turns if job.state == JobState.HELD), None)
    if held is not None and held.member_id in resting:
        since = resting[held.member_id].resting_since
        if since is not None:
            yield h.CoordinatorResting(since)
    last = max((job.ended_at for job in turns if job.ended_at), default=None)
    if held is None and last is not None:
        yield h.CoordinatorResting(local_day(last, zone))
