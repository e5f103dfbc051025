"""Polls and votes for tests, through the services."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from groups.models import AnsweredBy, Group, Place, Poll
from groups.polls import close_at
from groups.services.polls import Proposed, open_poll
from groups.services.votes import cast_votes
from tests.cast import NOW
from tests.groups.make import TWO, member_of

# A Tuesday and the two days after it, and the last day to answer before them.
DAYS = (date(2026, 9, 22), date(2026, 9, 23), date(2026, 9, 24))
LAST_DAY = date(2026, 9, 16)


def proposed(
    days: Sequence[date] = DAYS, at: time = TWO, place: Place | None = None
) -> list[Proposed]:
    return [Proposed(day, at, place) for day in days]


def make_poll(
    group: Group,
    *,
    days: Sequence[date] = DAYS,
    at: time = TWO,
    place: Place | None = None,
    last_day: date = LAST_DAY,
    by=None,
    now: datetime = NOW,
) -> Poll:
    return open_poll(
        group=group,
        dates=proposed(days, at, place),
        closes_at=close_at(last_day, group.zone),
        by=by,
        now=now,
    )


def vote(poll: Poll, user, said: str, *, now: datetime = NOW + timedelta(hours=1), **more) -> Poll:
    """What that person says, such as "A=yes B=no"."""
    return cast_votes(
        poll=poll,
        member=member_of(poll.group, user),
        votes=dict(each.split("=") for each in said.split()),
        by_way=more.pop("by_way", AnsweredBy.PAGE),
        given_by=more.pop("given_by", user),
        now=now,
        **more,
    )


def votes_by_name(poll: Poll) -> dict[str, str]:
    """First name → what they said, such as "A=yes B=no"."""
    found: dict[str, list[str]] = {}
    for option in poll.options.standing():
        for row in option.votes.select_related("member__user").order_by("pk"):
            name = row.member.user.first_name
            found.setdefault(name, []).append(f"{option.letter}={row.value}")
    return {name: " ".join(sorted(said)) for name, said in found.items()}
