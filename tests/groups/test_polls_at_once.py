"""Two people at the same poll at the same time, in transactions of their own."""

from datetime import timedelta

import pytest

from followon.messaging.models import Message
from groups.errors import PollChanged, PollOver, PollRunning
from groups.models import Answer, AnsweredBy, Meeting, Poll, Vote
from groups.services.polls import Proposed, book_option, change_poll
from groups.services.votes import cast_votes
from tests.cast import NOW
from tests.groups.make import member_of
from tests.groups.polls import make_poll, vote
from tests.groups.test_moving_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=2)


def voter(poll, user, votes, way=AnsweredBy.PAGE):
    stay = member_of(poll.group, user)
    return lambda: cast_votes(
        poll=poll, member=stay, votes=votes, by_way=way, given_by=user, now=LATER
    )


def booker(poll, letter, by):
    return lambda: book_option(poll=poll, version=1, letter=letter, by=by, now=LATER)


def test_the_same_member_voting_twice_at_once_has_one_vote_a_date(group, member):
    poll = make_poll(group)
    outcomes = at_once(
        voter(poll, member, {"A": "yes", "B": "no"}, AnsweredBy.TEXT),
        voter(poll, member, {"B": "yes", "A": "no"}, AnsweredBy.LINK),
    )
    assert [type(each) for each in outcomes] == [Poll, Poll]
    # One of the two whole, never half of each.
    votes = dict(Vote.objects.values_list("option__letter", "value"))
    assert votes in ({"A": "yes", "B": "no"}, {"A": "no", "B": "yes"})


def test_two_members_voting_at_once_are_both_counted(group, member, deputy):
    poll = make_poll(group)
    at_once(voter(poll, member, {"A": "yes"}), voter(poll, deputy, {"A": "no"}))
    assert Vote.objects.count() == 2


def test_a_vote_while_the_poll_is_booked_counts_or_is_refused_never_half(
    group, member, coordinator
):
    poll = make_poll(group)
    outcomes = at_once(voter(poll, member, {"A": "yes"}), booker(poll, "A", coordinator))
    meeting = Meeting.objects.get()
    assert outcomes[1] == meeting
    if isinstance(outcomes[0], PollOver):
        assert (Vote.objects.count(), Answer.objects.count()) == (0, 0)
    else:
        assert Vote.objects.get().value == "yes"
        assert Answer.objects.get().value == "coming"


def test_of_two_who_book_one_wins_and_the_other_is_told(group, coordinator, deputy):
    poll = make_poll(group)
    outcomes = at_once(booker(poll, "A", coordinator), booker(poll, "B", deputy))
    assert sorted(type(each).__name__ for each in outcomes) == ["Meeting", "PollOver"]
    assert Meeting.objects.count() == 1
    told = Message.objects.filter(subject__startswith="meeting:")
    assert set(told.values_list("subject", flat=True)) == {f"meeting:{Meeting.objects.get().pk}"}


def test_of_a_change_and_a_booking_one_wins(group, coordinator, deputy):
    poll = make_poll(group)
    dates = [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]
    outcomes = at_once(
        booker(poll, "A", coordinator),
        lambda: change_poll(
            poll=poll, version=1, dates=dates[1:], closes_at=poll.closes_at, by=deputy, now=LATER
        ),
    )
    lost = [each for each in outcomes if isinstance(each, PollOver | PollChanged)]
    assert len(lost) == 1
    assert Meeting.objects.count() == (1 if isinstance(lost[0], PollOver) else 0)


def test_a_vote_while_the_dates_change_is_kept_or_refused(group, member):
    poll = make_poll(group)
    vote(poll, member, "C=yes")
    dates = [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]
    stay = member_of(group, member)
    outcomes = at_once(
        lambda: change_poll(
            poll=poll, version=1, dates=dates[1:], closes_at=poll.closes_at, by=None, now=LATER
        ),
        lambda: cast_votes(
            poll=poll,
            member=stay,
            votes={"A": "yes"},
            by_way="page",
            given_by=member,
            now=LATER,
            version=1,
        ),
    )
    assert type(outcomes[0]) is Poll
    assert isinstance(outcomes[1], Poll | PollChanged)
    assert Vote.objects.filter(option__letter="C").get().value == "yes"


def test_of_two_who_open_a_poll_one_wins(group, coordinator, deputy):
    outcomes = at_once(
        lambda: make_poll(group, by=coordinator), lambda: make_poll(group, by=deputy)
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Poll", "PollRunning"]
    assert [type(each) for each in outcomes if not isinstance(each, Poll)] == [PollRunning]
    opened = Message.objects.filter(kind="poll_opened")
    assert opened.values("recipient", "channel").distinct().count() == opened.count()
