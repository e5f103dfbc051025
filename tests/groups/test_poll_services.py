"""A poll from its opening to its booking, through the services."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from groups import errors
from groups.local_time import NoSuchTime
from groups.models import (
    Answer,
    AnsweredBy,
    Group,
    GroupState,
    Meeting,
    Poll,
    PollOption,
    PollState,
    Vote,
)
from groups.polls import close_at
from groups.queries.polls import left_out_before
from groups.services.ending import end_group
from groups.services.members import leave, rest
from groups.services.polls import Proposed, book_option, change_poll, drop_poll, open_poll
from groups.services.votes import cast_votes
from tests.cast import NOW
from tests.groups.make import TWO, make_meeting, make_place, member_of, told
from tests.groups.polls import DAYS, LAST_DAY, make_poll, vote, votes_by_name

LATER = NOW + timedelta(hours=2)
CLOSED = close_at(LAST_DAY, "Europe/London")


def change(poll, dates, *, version=1, closes_at=None, by=None, now=LATER):
    return change_poll(
        poll=poll,
        version=version,
        dates=dates,
        closes_at=closes_at or poll.closes_at,
        by=by,
        now=now,
    )


def as_it_is(poll):
    return [Proposed(o.date, o.time, o.place, o.letter) for o in poll.options.standing()]


def test_its_dates_have_letters_as_they_come_and_everybody_else_is_asked(group, coordinator):
    poll = make_poll(group, days=DAYS[::-1], by=coordinator)
    assert [(each.letter, each.date) for each in poll.options.standing()] == [
        ("A", DAYS[0]),
        ("B", DAYS[1]),
        ("C", DAYS[2]),
    ]
    assert told("poll_opened") == {"Dev", "Moira"}
    assert AuditEvent.objects.filter(verb="poll.opened").count() == 1


def test_who_takes_a_break_is_not_asked(group, member):
    rest(member=member_of(group, member), until=date(2026, 10, 1), texts=False, by=member, now=NOW)
    make_poll(group)
    assert told("poll_opened") == {"Corinne", "Dev"}


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"days": DAYS[:1]}, errors.TooFewDates),
        ({"days": [date(2026, 9, day) for day in range(20, 27)]}, errors.TooManyDates),
        ({"days": (DAYS[0], DAYS[0])}, errors.SameDateTwice),
        ({"days": (date(2026, 9, 1), DAYS[0])}, errors.InThePast),
        ({"days": (date(2029, 9, 1), DAYS[0])}, errors.TooFarAhead),
        ({"last_day": DAYS[0]}, errors.ClosesTooLate),
        ({"last_day": date(2026, 9, 8)}, errors.ClosesTooSoon),
    ],
)
def test_what_makes_no_poll_is_refused_and_leaves_nothing(group, facts, error):
    with pytest.raises(error):
        make_poll(group, **facts)
    assert (Poll.objects.count(), PollOption.objects.count()) == (0, 0)
    assert told("poll_opened") == set()


def test_one_date_at_two_places_is_a_choice(group):
    places = [make_place(group), make_place(group, name="The Inn")]
    dates = [Proposed(DAYS[0], TWO, place) for place in places]
    poll = open_poll(group=group, dates=dates, closes_at=CLOSED, by=None, now=NOW)
    assert poll.options.count() == 2


def test_a_group_has_one_poll_at_a_time(group):
    make_poll(group)
    with pytest.raises(errors.PollRunning):
        make_poll(group, now=LATER)


def test_one_that_closed_unbooked_makes_room_for_the_next(group):
    first = make_poll(group)
    second = make_poll(group, last_day=date(2026, 9, 18), now=CLOSED)
    first.refresh_from_db()
    assert (first.state, second.state) == (PollState.DROPPED, PollState.ASKING)
    assert told("poll_off") == set()


def test_a_group_that_has_ended_asks_nothing(group):
    end_group(group=group, how="ended_well", on=NOW.date(), by=None, now=NOW)
    with pytest.raises(errors.GroupClosed):
        make_poll(Group.objects.get())


def test_the_database_lets_no_poll_close_after_its_first_date(group):
    poll = make_poll(group)
    with (
        pytest.raises(IntegrityError, match="a_poll_closes_before_its_first_date"),
        transaction.atomic(),
    ):
        poll.options.filter(letter="A").update(closes_before=poll.closes_at + timedelta(days=30))


def test_a_vote_is_one_row_however_often_it_changes(group, member, coordinator):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=no")
    vote(poll, member, "B=if_need_be C=no", by_way=AnsweredBy.COORDINATOR, given_by=coordinator)
    assert votes_by_name(poll) == {"Moira": "A=yes B=if_need_be C=no"}
    rows = Vote.objects.order_by("option__letter").values_list("by", "given_by")
    assert list(rows) == [
        ("page", member.pk),
        ("coordinator", coordinator.pk),
        ("coordinator", coordinator.pk),
    ]


@pytest.mark.parametrize(
    ("said", "more", "error"),
    [
        ("A=yes", {"now": CLOSED}, errors.PollOver),
        ("D=yes", {}, errors.NoSuchOption),
        ("A=yes", {"version": 2}, errors.PollChanged),
    ],
)
def test_a_vote_that_does_not_fit_is_refused(group, member, said, more, error):
    poll = make_poll(group)
    with pytest.raises(error):
        vote(poll, member, said, **more)
    assert Vote.objects.count() == 0


def test_somebody_of_another_group_has_no_vote(group, outsider):
    poll, theirs = make_poll(group), outsider.memberships.get()
    with pytest.raises(errors.NotAMember):
        cast_votes(
            poll=poll, member=theirs, votes={"A": "yes"}, by_way="page", given_by=None, now=LATER
        )


def test_changing_a_poll_keeps_the_votes_that_still_apply(group, member, deputy):
    poll = make_poll(group)
    vote(poll, member, "A=yes B=no C=yes")
    vote(poll, deputy, "B=yes")
    dates = as_it_is(poll)
    moved = dates[1]._replace(date=date(2026, 9, 29))
    poll = change(poll, [dates[0], moved, dates[2]])
    assert [(each.letter, each.date.day) for each in poll.options.standing()] == [
        ("A", 22),
        ("C", 24),
        ("D", 29),
    ]
    assert votes_by_name(poll) == {"Moira": "A=yes C=yes"}
    assert poll.version == 2


def test_another_place_keeps_the_votes_and_is_told(group, member, coordinator):
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    inn = make_place(group, name="The Inn")
    Message.objects.all().delete()
    change(poll, [each._replace(place=inn) for each in as_it_is(poll)], by=coordinator)
    assert votes_by_name(poll) == {"Moira": "A=yes"}
    assert told("poll_opened") == {"Dev", "Moira"}


def test_more_time_alone_tells_nobody_and_disturbs_no_page_that_is_open(group, member):
    poll = make_poll(group)
    Message.objects.all().delete()
    poll = change(poll, as_it_is(poll), closes_at=CLOSED + timedelta(days=1))
    assert (poll.version, Message.objects.count()) == (1, 0)
    vote(poll, member, "A=yes", now=CLOSED, version=1)


def test_a_closed_poll_can_be_given_more_time(group, member):
    poll = make_poll(group)
    poll = change(poll, as_it_is(poll), closes_at=CLOSED + timedelta(days=1), now=CLOSED)
    vote(poll, member, "A=yes", now=CLOSED)
    assert votes_by_name(poll) == {"Moira": "A=yes"}


def test_of_two_changes_the_second_is_told(group):
    poll = make_poll(group)
    change(poll, as_it_is(poll)[:2])
    with pytest.raises(errors.PollChanged) as raised:
        change(poll, as_it_is(poll)[1:])
    assert raised.value.poll.version == 2
    assert poll.options.standing().count() == 2


def test_a_letter_is_never_given_twice_and_they_run_out(group):
    poll = make_poll(group)
    for number in range(7):
        dates = [*as_it_is(poll)[:2], Proposed(date(2026, 10, 1 + number), TWO, None)]
        poll = change(poll, dates, version=poll.version)
    letters = [each.letter for each in poll.options.order_by("pk")]
    assert letters == list("ABCDEFGHJL")
    with pytest.raises(errors.TooManyDates):
        change(
            poll,
            [*as_it_is(poll)[:2], Proposed(date(2026, 11, 1), TWO, None)],
            version=poll.version,
        )


def test_a_change_that_is_refused_changes_nothing(group, member):
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    with pytest.raises(errors.TooFewDates):
        change(poll, as_it_is(poll)[:1])
    assert poll.options.standing().count() == 3
    assert votes_by_name(poll) == {"Moira": "A=yes"}


def test_booking_puts_who_said_yes_down_as_coming_and_tells_everybody_once(
    group, coordinator, deputy, member
):
    poll = make_poll(group, place=make_place(group))
    vote(poll, coordinator, "B=yes")
    vote(poll, deputy, "B=if_need_be")
    vote(poll, member, "A=yes B=yes", by_way=AnsweredBy.COORDINATOR, given_by=coordinator)
    meeting = book_option(poll=poll, version=1, letter="B", by=coordinator, now=LATER)
    assert (meeting.date, meeting.time, meeting.place.name) == (DAYS[1], TWO, "The Bakery")
    answers = Answer.objects.order_by("member__user__preferred_name")
    assert list(answers.values_list("member__user__preferred_name", "value", "by")) == [
        ("Corinne", "coming", "poll"),
        ("Moira", "coming", "poll"),
    ]
    poll.refresh_from_db()
    assert (poll.state, poll.meeting, poll.booked_option.letter) == ("booked", meeting, "B")
    everyone = Message.objects.filter(subject=f"meeting:{meeting.pk}", channel="text")
    assert everyone.values("recipient").distinct().count() == everyone.count()


def test_who_said_yes_is_told_so_and_the_others_are_asked(group, coordinator, deputy, member):
    # They joined long ago: the newest are welcomed with a first date instead.
    group.memberships.update(joined_at=NOW - timedelta(days=90))
    poll = make_poll(group)
    vote(poll, member, "B=yes")
    vote(poll, deputy, "B=no")
    book_option(poll=poll, version=1, letter="B", by=coordinator, now=LATER)
    assert told("poll_booked") == {"Moira"}
    assert told("meeting_booked") == {"Dev", "Patrick"}


def test_what_nobody_says_is_no_answer(group, coordinator):
    poll = make_poll(group)
    book_option(poll=poll, version=1, letter="A", by=coordinator, now=CLOSED)
    assert Answer.objects.count() == 0


def test_who_left_is_not_down_as_coming(group, coordinator, member):
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    leave(member=member_of(group, member), reason="", by=member, now=LATER)
    book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    assert Answer.objects.count() == 0


def test_a_date_is_booked_once(group, coordinator):
    poll = make_poll(group)
    book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    with pytest.raises(errors.PollOver):
        book_option(poll=poll, version=1, letter="B", by=coordinator, now=LATER)
    assert Meeting.objects.count() == 1


def test_a_date_on_which_the_group_meets_already_is_refused_and_the_poll_goes_on(
    group, coordinator, member
):
    poll = make_poll(group)
    vote(poll, member, "A=yes")
    make_meeting(group, on=DAYS[0])
    with pytest.raises(errors.AlreadyBooked):
        book_option(poll=poll, version=1, letter="A", by=coordinator, now=LATER)
    poll.refresh_from_db()
    assert (poll.state, Answer.objects.count()) == (PollState.ASKING, 0)


def test_giving_it_up_tells_everybody_once(group, coordinator):
    poll = make_poll(group)
    assert drop_poll(poll=poll, by=coordinator, now=LATER)
    assert not drop_poll(poll=poll, by=coordinator, now=LATER)
    assert told("poll_off") == {"Dev", "Moira"}
    assert AuditEvent.objects.filter(verb="poll.dropped").count() == 1


def test_a_group_that_ends_gives_up_its_poll(group):
    poll = make_poll(group)
    end_group(group=group, how="ended_well", on=NOW.date(), by=None, now=LATER)
    poll.refresh_from_db()
    assert poll.state == PollState.DROPPED
    assert group.__class__.objects.get().state == GroupState.ENDED


def test_how_often_somebody_was_left_out_counts_chosen_dates_of_this_group_alone(
    group, coordinator, member, deputy, outsider
):
    other = outsider.memberships.get().group
    theirs = make_poll(other)
    vote(theirs, outsider, "A=no")
    book_option(poll=theirs, version=1, letter="A", by=None, now=LATER)
    for number, letter in enumerate("AB"):
        at = NOW + timedelta(days=30 * number)
        days = [day + timedelta(days=30 * number) for day in DAYS]
        poll = make_poll(group, days=days, last_day=LAST_DAY + timedelta(days=30 * number), now=at)
        vote(poll, member, "A=no B=no", now=at + timedelta(hours=1))
        vote(poll, deputy, "A=no B=if_need_be", now=at + timedelta(hours=1))
        book_option(poll=poll, version=1, letter=letter, by=None, now=at + timedelta(hours=2))
    dropped = make_poll(group, days=[date(2027, 1, 5), date(2027, 1, 6)], last_day=date(2027, 1, 1))
    vote(dropped, member, "A=no")
    assert left_out_before(dropped) == {
        member_of(group, member).pk: 2,
        member_of(group, deputy).pk: 1,
    }


def test_a_date_keeps_its_local_hour_when_clocks_go_back(group):
    poll = make_poll(
        group, days=(date(2026, 10, 24), date(2026, 10, 25)), last_day=date(2026, 10, 20)
    )
    hours = [each.starts_at.hour for each in poll.options.standing()]
    assert hours == [13, 14]


def test_an_hour_that_clocks_skip_is_no_choice(group):
    with pytest.raises(NoSuchTime):
        make_poll(
            group,
            days=(date(2027, 3, 28), date(2027, 3, 29)),
            at=time(1, 30),
            last_day=date(2027, 3, 20),
            now=datetime.fromisoformat("2027-03-10T10:00+00:00"),
        )
    assert Poll.objects.count() == 0
