"""When a poll speaks up by itself: its last call to the silent, and that the answers are in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from followon.messaging.kinds import Due
from followon.messaging.planners import Looked, Planner, register

from ..local_time import local_clock, local_day
from ..models import Membership, Poll
from ..polls import READY_ENDS, last_call_at
from ..queries import polls_due
from ..turns import over_at

LAST_CALL, READY = "poll_last_call", "poll_ready"


def register_planner() -> None:
    """One planner for polls."""
    register(Planner("poll", look, every_poll))


def every_poll(now: datetime) -> Iterable[str]:
    """Those of which something can still become due."""
    return map(str, polls_due.live_polls(now).values_list("pk", flat=True).iterator())


def look(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """What is due of these polls: four queries for any number."""
    polls = polls_due.polls_of(keys, now)
    groups = {poll.group_id for poll in polls}
    members, runs = polls_due.members_of_groups(groups), polls_due.runners_of(groups)
    voted = polls_due.who_voted(polls)
    return {
        str(poll.pk): _look(poll, members[poll.group_id], voted[poll.pk], runs, now)
        for poll in polls
    }


def _look(
    poll: Poll, members: list[Membership], voted: set[int], runs: dict[int, str], now: datetime
) -> Looked:
    zone = poll.group.zone
    awake = [member for member in members if _is_awake(member, now, zone)]
    if now >= poll.closes_at or (awake and all(member.pk in voted for member in awake)):
        until = poll.closes_at + READY_ENDS
        told = [(READY, _due(poll, to, until)) for to in _runners(awake, runs)]
        return Looked(told, None if now >= poll.closes_at else poll.closes_at)
    at = called_at(poll)
    if at is None or now < at:
        return Looked((), min(filter(None, (at, poll.closes_at))))
    silent = [member for member in awake if member.pk not in voted]
    calls = [(LAST_CALL, _due(poll, member, poll.closes_at)) for member in silent]
    return Looked(calls, min([poll.closes_at, *_back(members, now, zone)]))


def called_at(poll: Poll) -> datetime | None:
    """The moment of its last call."""
    zone = poll.group.zone
    day, clock = local_day(poll.closes_at, zone), local_clock(poll.closes_at, zone)
    return last_call_at(poll.told_at, day, clock, zone)


def _due(poll: Poll, to: Membership, before: datetime) -> Due:
    return Due(poll.group.service_id, to.user_id, f"poll:{poll.pk}", poll.version, before)


def _runners(awake: list[Membership], runs: dict[int, str]) -> list[Membership]:
    """The coordinator, else the deputy, else everybody: any of them may book it then."""
    by_job = {runs[member.pk]: [member] for member in awake if member.pk in runs}
    return by_job.get("coordinator") or by_job.get("deputy") or awake


def _back(members: list[Membership], now: datetime, zone: str) -> list[datetime]:
    """When somebody comes back from a rest, who is called then."""
    days = {each.resting_until for each in members if not _is_awake(each, now, zone)}
    return [over_at(day, zone) for day in days if day is not None]


def _is_awake(member: Membership, now: datetime, zone: str) -> bool:
    return member.texts_while_resting or not member.is_resting(local_day(now, zone))
