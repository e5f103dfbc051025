"""Turns at jobs and rests of groups that will end."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from ..models import OPEN_GROUP_STATES, RUNS_THE_GROUP, Job, Meeting, Membership, Pause


def live_jobs(now: datetime) -> QuerySet[Job]:
    """Turns that somebody has and whose end lies ahead."""
    return Job.objects.held().filter(
        turn_ends_on__gte=_yesterday(now),
        member__left_at__isnull=True,
        group__state__in=OPEN_GROUP_STATES,
    )


def live_pauses(now: datetime) -> QuerySet[Pause]:
    """Rests whose last day lies ahead."""
    return Pause.objects.filter(ended_on__isnull=True, until__gte=_yesterday(now))


def jobs_of(keys: Sequence[str], now: datetime) -> list[Job]:
    """These of them, with group and holder."""
    return list(live_jobs(now).filter(pk__in=keys).select_related("group", "member"))


def pauses_of(keys: Sequence[str], now: datetime) -> list[Pause]:
    """These of them, with their groups."""
    return list(live_pauses(now).filter(pk__in=keys).select_related("group"))


def members_by_group(groups: Collection[Any]) -> dict[Any, list[Membership]]:
    """Who is in each of these groups now."""
    found: dict[Any, list[Membership]] = {group: [] for group in groups}
    for member in Membership.objects.open().filter(group__in=groups).order_by("joined_at", "pk"):
        found[member.group_id].append(member)
    return found


def who_runs(groups: Collection[Any]) -> dict[int, str]:
    """Coordinators and deputies of these groups: membership and job."""
    held = Job.objects.held().filter(group__in=groups, kind__in=RUNS_THE_GROUP)
    return dict(held.values_list("member_id", "kind"))


def with_a_date(groups: Collection[Any], now: datetime) -> set[Any]:
    """Those of these groups that have a date ahead."""
    ahead = Meeting.objects.upcoming(now).filter(group__in=groups)
    return set(ahead.order_by().values_list("group_id", flat=True))


def _yesterday(now: datetime) -> date:
    """Wherever it is, that day is over."""
    return (now - timedelta(days=1)).date()
