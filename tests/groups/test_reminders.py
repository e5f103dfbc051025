from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.local_time import instant
from groups.models import AnswerValue
from groups.reminders import (
    ASKED_AFTER,
    ASKING_ENDS,
    DAYS_BEFORE,
    SAID_NO,
    MeetingFacts,
    Person,
    asked_for_next_date,
    asked_how_it_went,
    days_before,
    reminded,
)

ZONE = "Europe/London"


def facts(people=(), *, on=date(2026, 9, 22), at=time(14), told_days_before=30.0, **more):
    starts_at = instant(on, at, ZONE)
    return MeetingFacts(
        id=1,
        service_id=1,
        date=on,
        time=at,
        zone=ZONE,
        starts_at=starts_at,
        told_at=starts_at - timedelta(days=told_days_before),
        version=1,
        people=tuple(people),
        **more,
    )


def who(asks):
    return [ask.person_id for ask in asks]


def test_the_answers_that_end_reminders_are_real_ones():
    assert set(AnswerValue.values) >= SAID_NO


def test_reminders_go_to_those_coming_not_sure_and_silent():
    people = [Person(value or "silent", value) for value in ["", *AnswerValue.values]]
    meeting = facts(people)
    for kind, days in DAYS_BEFORE.items():
        asks = reminded(kind, meeting, days_before(meeting, days))
        assert who(asks) == ["silent", "coming", "not_sure"]


def test_nobody_on_a_break_is_reminded():
    meeting = facts([Person("awake"), Person("resting", is_awake=False)])
    assert who(reminded("reminder_2", meeting, days_before(meeting, 2))) == ["awake"]


def test_not_a_minute_early():
    meeting = facts([Person("ann")])
    due = days_before(meeting, 7)
    assert reminded("reminder_7", meeting, due - timedelta(minutes=1)) == []
    assert who(reminded("reminder_7", meeting, due)) == ["ann"]


def test_a_reminder_of_7_days_is_useful_until_that_of_2_days():
    meeting = facts([Person("ann")])
    due = days_before(meeting, 7)
    assert reminded("reminder_7", meeting, due)[0].send_before == days_before(meeting, 2)
    assert reminded("reminder_7", meeting, due + timedelta(days=1)) == []


def test_no_reminder_of_7_days_for_a_date_told_less_than_8_days_before():
    due = days_before(facts(), 7)
    assert reminded("reminder_7", facts([Person("ann")], told_days_before=7.9), due) == []
    assert who(reminded("reminder_7", facts([Person("ann")], told_days_before=8), due)) == ["ann"]


def test_a_reminder_of_2_days_after_an_outage_still_goes_before_the_start():
    meeting = facts([Person("ann")])
    assert who(reminded("reminder_2", meeting, meeting.starts_at - timedelta(hours=3))) == ["ann"]
    assert reminded("reminder_2", meeting, meeting.starts_at) == []


def test_a_change_of_clocks_moves_no_reminder():
    meeting = facts(on=date(2026, 10, 26), at=time(14))
    assert days_before(meeting, 2) == datetime(2026, 10, 24, 13, tzinfo=UTC)


def test_where_clocks_skip_the_hour_the_next_one_counts():
    meeting = facts(on=date(2027, 3, 30), at=time(1, 30))
    assert days_before(meeting, 2) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@given(
    told=st.floats(0, 60),
    minutes=st.integers(-60 * 24 * 40, 60 * 24 * 5),
    answer=st.sampled_from(["", *AnswerValue.values]),
    is_awake=st.booleans(),
)
def test_no_reminder_ever_goes_after_the_start_or_to_who_said_no(told, minutes, answer, is_awake):
    meeting = facts([Person("ann", answer, is_awake=is_awake)], told_days_before=told)
    now = meeting.starts_at + timedelta(minutes=minutes)
    both = [reminded(kind, meeting, now) for kind in DAYS_BEFORE]
    assert not (both[0] and both[1])
    for ask in [ask for asks in both for ask in asks]:
        assert now < ask.send_before <= meeting.starts_at
        assert is_awake
        assert answer not in SAID_NO


CORA, DEV = Person("cora", job="coordinator"), Person("dev", job="deputy")
ANN = Person("ann", "coming", datetime(2026, 9, 12, tzinfo=UTC))
BOB = Person("bob", "coming", datetime(2026, 9, 11, tzinfo=UTC))
EVERYBODY = (ANN, BOB, CORA, DEV, Person("eve"))


@pytest.mark.parametrize(
    ("later", "asked"),
    [
        (timedelta(minutes=119), []),
        (timedelta(hours=2), ["cora"]),
        (timedelta(hours=19), ["cora"]),
        (timedelta(hours=20), ["cora", "dev"]),
        (timedelta(hours=44), ["cora", "dev", "bob"]),
        (timedelta(days=5), []),
    ],
)
def test_coordinator_then_deputy_then_the_first_willing_member(later, asked):
    meeting = facts(EVERYBODY)
    assert who(asked_how_it_went(meeting, meeting.starts_at + later)) == asked


def test_whoever_stood_in_is_asked_first():
    meeting = facts(EVERYBODY, runs="dev")
    assert who(asked_how_it_went(meeting, meeting.starts_at + ASKED_AFTER)) == ["dev"]


def test_a_coordinator_who_is_not_up_to_it_is_left_in_peace():
    unwell = Person("cora", "not_up_to_it", job="coordinator")
    meeting = facts([unwell, DEV, ANN])
    assert who(asked_how_it_went(meeting, meeting.starts_at + ASKED_AFTER)) == ["dev"]


@given(st.integers(0, 24 * 10), st.permutations(EVERYBODY))
def test_never_more_than_three_people_are_asked(hours, people):
    meeting = facts(people)
    asks = asked_how_it_went(meeting, meeting.starts_at + timedelta(hours=hours))
    assert len(asks) == len(set(who(asks))) <= 3
    assert all(ask.send_before == meeting.starts_at + ASKING_ENDS for ask in asks)


def test_a_next_date_is_asked_of_the_coordinator_three_days_after_the_report():
    reported_at = datetime(2026, 9, 22, 18, tzinfo=UTC)
    meeting = facts(EVERYBODY, reported_at=reported_at)
    assert asked_for_next_date(meeting, reported_at + timedelta(days=2)) == []
    assert who(asked_for_next_date(meeting, reported_at + timedelta(days=3))) == ["cora"]
    assert asked_for_next_date(meeting, reported_at + timedelta(days=10)) == []


def test_a_deputy_is_asked_where_the_coordinator_rests():
    reported_at = datetime(2026, 9, 22, 18, tzinfo=UTC)
    resting = Person("cora", is_awake=False, job="coordinator")
    meeting = facts([resting, DEV], reported_at=reported_at)
    assert who(asked_for_next_date(meeting, reported_at + timedelta(days=4))) == ["dev"]
