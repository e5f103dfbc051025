"""A poll as its group sees it, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef

from ..local_time import local_clock, local_day
from ..models import Membership, Poll, PollOption, PollState, Vote, VoteValue
from ..polls import Candidate, Fit, Outcome, outcome
from .polls_due import standing_options
from .viewers import Viewer


@dataclass(frozen=True)
class Row:
    """One date: whom it suits and whom it leaves out, by first name."""

    option: PollOption
    fit: Fit
    names: dict[int, str]
    own: str
    is_best: bool

    def first_names(self, members: Iterable[int]) -> list[str]:
        return [self.names[member] for member in members]

    @property
    def left_out_before(self) -> list[tuple[str, int]]:
        """Of those whom it leaves out, who was left out before, and how often."""
        before = self.fit.left_out_before
        return [(self.names[who], before[who]) for who in self.fit.no if before.get(who)]


@dataclass(frozen=True)
class PollPage:
    """The dates, best first, and who has not answered."""

    poll: Poll
    rows: list[Row]
    outcome: Outcome
    people: list[Membership]
    takes_votes: bool

    @property
    def silent(self) -> list[Membership]:
        """Who has said nothing of any date."""
        quiet = [set(row.fit.silent) for row in self.rows]
        return [who for who in self.people if all(who.pk in each for each in quiet)]

    @property
    def best(self) -> list[Row]:
        return [row for row in self.rows if row.is_best]

    @property
    def fairer(self) -> list[Row]:
        keys = {fit.key for fit in self.outcome.fairer}
        return [row for row in self.rows if row.option.pk in keys]

    @property
    def own(self) -> dict[str, str]:
        """What the viewer said, by letter."""
        return {row.option.letter: row.own for row in self.rows if row.own}

    @property
    def by_date(self) -> list[Row]:
        """The dates as they come."""
        return sorted(self.rows, key=lambda row: (row.option.starts_at, row.option.letter))


def poll_at(poll_id: Any) -> Poll | None:
    """One poll with its group and what became of it."""
    polls = Poll.objects.select_related("group__service", "meeting", "booked_option__place")
    return polls.filter(pk=poll_id).first()


def poll_page(poll: Poll, viewer_member: Membership, *, runs: bool, now: datetime) -> PollPage:
    """Three queries, and one more for whoever runs the group: who was left out before."""
    options = standing_options([poll.pk])[poll.pk]
    members = Membership.objects.open().filter(group=poll.group_id).select_related("user")
    people = list(members.order_by("user__preferred_name", "pk"))
    said = _said(options)
    before = left_out_before(poll) if runs else {}
    candidates = [Candidate(each.pk, each.starts_at, said[each.pk]) for each in options]
    found = outcome(candidates, [member.pk for member in people], before)
    names = {member.pk: member.user.first_name for member in people}
    by_key = {option.pk: option for option in options}
    best = {fit.key for fit in found.best}
    rows = [
        Row(by_key[fit.key], fit, names, said[fit.key].get(viewer_member.pk, ""), fit.key in best)
        for fit in found.fits
    ]
    return PollPage(poll, rows, found, people, poll.takes_votes(now))


def left_out_before(poll: Poll) -> dict[int, int]:
    """How many dates that the group chose before by a poll each member had said no to."""
    votes = Vote.objects.filter(
        option__poll__group=poll.group_id,
        option__poll__state=PollState.BOOKED,
        option__poll__booked_option=F("option"),
        value=VoteValue.NO,
    ).exclude(option__poll=poll.pk)
    counted = votes.order_by().values("member_id").annotate(times=Count("pk"))
    return dict(counted.values_list("member_id", "times"))


def votes_of(poll: Poll, member: Membership) -> dict[str, str]:
    """What one member says of the dates that stand, by letter."""
    votes = Vote.objects.filter(option__poll=poll, option__removed_at__isnull=True, member=member)
    return dict(votes.values_list("option__letter", "value"))


def options_of(poll: Poll) -> list[PollOption]:
    """The dates that can be chosen, soonest first."""
    return standing_options([poll.pk])[poll.pk]


def letters_used(poll: Poll) -> set[str]:
    """Those that a date of the poll has or had."""
    return set(PollOption.objects.filter(poll=poll).values_list("letter", flat=True))


def polls_asking(groups: Iterable[Any], members: Iterable[int] = ()) -> dict[Any, Poll]:
    """What each of these groups is asked now, with whether one of `members` has voted: `.voted`."""
    voted = Vote.objects.filter(
        option__poll=OuterRef("pk"), option__removed_at__isnull=True, member__in=list(members)
    )
    polls = Poll.objects.asking().filter(group__in=list(groups)).select_related("group")
    return {poll.group_id: poll for poll in polls.annotate(voted=Exists(voted))}


def poll_of_viewer(viewer: Viewer) -> Poll | None:
    """What the viewer's group is asked now; None for the volunteer, who has no vote."""
    if viewer.member is None:
        return None
    return polls_asking([viewer.group.pk], [viewer.member.pk]).get(viewer.group.pk)


def closing(poll: Poll) -> tuple[Any, Any]:
    """The last day to answer and the time, on the group's clock."""
    zone = poll.group.zone
    return local_day(poll.closes_at, zone), local_clock(poll.closes_at, zone)


def _said(options: list[PollOption]) -> dict[Any, dict[int, str]]:
    said: dict[Any, dict[int, str]] = {option.pk: {} for option in options}
    votes = Vote.objects.filter(option__in=said)
    for option_id, member_id, value in votes.values_list("option_id", "member_id", "value"):
        said[option_id][member_id] = value
    return said
