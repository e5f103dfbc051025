"""Of which polls something can still become due, and who is still silent there."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ..models import RUNS_THE_GROUP, Job, Membership, Poll, PollOption, Vote
from ..polls import READY_ENDS


def live_polls(now: datetime) -> QuerySet[Poll]:
    """Asking, or closed so lately that whoever runs the group may still be told."""
    return Poll.objects.asking().filter(closes_at__gt=now - READY_ENDS)


def polls_of(keys: Sequence[str], now: datetime) -> list[Poll]:
    """These of them, with their groups."""
    return list(live_polls(now).filter(pk__in=keys).select_related("group__service"))


def members_of_groups(groups: Collection[Any]) -> dict[Any, list[Membership]]:
    """Who is in each of these groups now, the first to join first."""
    found: dict[Any, list[Membership]] = defaultdict(list)
    for member in Membership.objects.open().filter(group__in=groups).order_by("joined_at", "pk"):
        found[member.group_id].append(member)
    return found


def who_voted(polls: Collection[Poll]) -> dict[Any, set[int]]:
    """Of each poll the members who said something of a date that still stands."""
    votes = Vote.objects.filter(option__poll__in=polls, option__removed_at__isnull=True)
    found: dict[Any, set[int]] = defaultdict(set)
    for poll_id, member_id in votes.values_list("option__poll_id", "member_id").distinct():
        found[poll_id].add(member_id)
    return found


def runners_of(groups: Collection[Any]) -> dict[int, str]:
    """Coordinators and deputies of these groups: membership and job."""
    held = Job.objects.held().filter(group__in=groups, kind__in=RUNS_THE_GROUP)
    return dict(held.values_list("member_id", "kind"))


def standing_options(polls: Collection[Any]) -> dict[Any, list[PollOption]]:
    """The dates of each of these polls that can be chosen, soonest first."""
    found: dict[Any, list[PollOption]] = defaultdict(list)
    for option in PollOption.objects.standing().filter(poll__in=polls).select_related("place"):
        found[option.poll_id].append(option)
    return found
