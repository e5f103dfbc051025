"""A group that chooses its dates by polls: one that was booked, and one that is asking now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from groups.models import AnsweredBy, Group, Meeting, Membership, Place, Poll
from groups.polls import close_at
from groups.services.polls import Proposed, book_option, open_poll
from groups.services.votes import cast_votes

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
# What the members say, in the order in which they joined; the rest has not answered yet.
CHOSEN = ("A=yes B=no", "A=yes B=yes C=if_need_be", "A=yes C=no", "A=no B=no C=yes", "A=yes B=yes")
ASKED = ("A=yes B=yes C=no", "A=if_need_be B=yes", "", "A=no B=yes C=yes", "A=no B=no C=if_need_be")


def chosen_by_poll(group: Group, *, day: date, place: Place, opened: datetime) -> Meeting:
    """The date that the group has ahead, chosen from three some days after it was asked."""
    days = (day, day + DAY, day + 7 * DAY)
    poll = _open(group, days, place, last_day=(opened + 4 * DAY).date(), now=opened)
    _vote(poll, CHOSEN, opened + HOUR)
    by = poll.opened_by
    return book_option(poll=poll, version=1, letter="A", by=by, now=opened + 5 * DAY)


def asking_now(group: Group, *, after: date, now: datetime) -> Poll:
    """The date after that, of which some have said what suits them."""
    place = group.meetings.latest("starts_at").place
    days = (after, after + 2 * DAY, after + 7 * DAY)
    opened = now - 2 * DAY
    poll = _open(group, days, place, last_day=(now + 3 * DAY).date(), now=opened)
    _vote(poll, ASKED, opened + HOUR)
    return poll


def _open(
    group: Group, days: Sequence[date], place: Place | None, *, last_day: date, now: datetime
) -> Poll:
    at = group.meetings.latest("starts_at").time
    return open_poll(
        group=group,
        dates=[Proposed(day, at, place) for day in days],
        closes_at=close_at(last_day, group.zone),
        by=_members(group)[0].user,
        now=now,
    )


def _vote(poll: Poll, said: Sequence[str], now: datetime) -> None:
    for minutes, (member, words) in enumerate(zip(_members(poll.group), said, strict=False)):
        if words:
            cast_votes(
                poll=poll,
                member=member,
                votes=dict(each.split("=") for each in words.split()),
                by_way=AnsweredBy.TEXT,
                given_by=member.user,
                now=now + timedelta(minutes=minutes),
            )


def _members(group: Group) -> list[Membership]:
    return list(group.memberships.open().select_related("user").order_by("pk"))
