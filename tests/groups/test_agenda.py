"""Looking at a meeting only now and then finds all that looking every minute would have found."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followon.messaging.models import Message
from followon.messaging.services import agenda
from followon.messaging.services.planning import plan
from groups.local_time import local_day
from groups.models import AnswerValue, Meeting, MeetingState
from groups.reminders import MeetingFacts, Person, asked, at_or_after, look_again_at
from groups.services import jobs, meetings, members, pauses
from tests.cast import NOW, make_person, new_mobile
from tests.groups.make import answer, make_meeting, member_of

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
MINUTE = timedelta(minutes=1)


def as_of(meeting: MeetingFacts, now: datetime) -> MeetingFacts:
    """The same meeting as the database would show it then: who is back from a rest by now."""
    today = local_day(now, meeting.zone)
    people = [
        person._replace(
            is_awake=person.back_on is None or person.back_on <= today,
            back_on=person.back_on if person.back_on and person.back_on > today else None,
        )
        for person in meeting.people
    ]
    return replace(meeting, people=tuple(people))


def found(meeting: MeetingFacts, now: datetime) -> set[tuple[str, object]]:
    asks = asked(as_of(meeting, now), now)
    return {(kind, ask.person_id) for kind, each in asks.items() for ask in each}


@st.composite
def any_meeting(draw) -> MeetingFacts:
    """Near either change of clocks, at any hour, with people on breaks and a group that rests."""
    zone = draw(st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata"]))
    on = draw(st.sampled_from([SPRING, AUTUMN])) + timedelta(days=draw(st.integers(-4, 9)))
    at = time(draw(st.integers(0, 22)), draw(st.sampled_from([0, 1, 30])))
    starts_at = at_or_after(on, at, zone)
    rests = st.none() | st.integers(-9, 6).map(lambda days: on + timedelta(days=days))
    people = [
        Person(number, value, starts_at - timedelta(days=20), job=job, back_on=draw(rests))
        for number, (value, job) in enumerate(
            [("", "coordinator"), ("coming", "deputy"), ("coming", ""), ("not_sure", "")]
        )
    ]
    reported = st.none() | st.integers(1, 200).map(lambda hours: starts_at + hours * 60 * MINUTE)
    return MeetingFacts(
        id=1,
        service_id=1,
        date=on,
        time=at,
        zone=zone,
        starts_at=starts_at,
        told_at=starts_at - timedelta(days=draw(st.floats(0, 30))),
        version=1,
        people=tuple(people),
        reported_at=draw(reported),
        group_back_on=draw(rests),
        rest_told_at=starts_at - timedelta(days=15),
    )


@settings(deadline=None, max_examples=60)
@given(meeting=any_meeting(), begin=st.integers(0, 60 * 24 * 12))
def test_time_alone_makes_nothing_due_between_two_looks(meeting, begin):
    start = meeting.starts_at - timedelta(days=12) + begin * MINUTE
    every = [start + quarter * 15 * MINUTE for quarter in range(4 * 24 * 24)]
    by_looks, look_at = set(), start
    for now in every:
        if look_at is not None and look_at <= now:
            by_looks |= found(meeting, now)
            look_at = look_again_at(as_of(meeting, now), now)
        assert found(meeting, now) <= by_looks, (now, look_at)


@given(meeting=any_meeting())
def test_a_meeting_is_looked_at_a_few_times_and_then_no_more(meeting):
    looks, now = 0, meeting.starts_at - timedelta(days=400)
    while (again := look_again_at(as_of(meeting, now), now)) is not None:
        assert again > now
        looks, now = looks + 1, again
    assert looks <= 5 + len(meeting.people)


@pytest.mark.parametrize(
    ("on", "at", "begins"),
    [
        # The Sunday on which clocks go forward at one; two days later the wall clock counts.
        (date(2027, 3, 30), time(14), datetime(2027, 3, 28, 14)),
        (date(2027, 3, 30), time(1, 30), datetime(2027, 3, 28, 2, 30)),
        (date(2027, 3, 29), time(14), datetime(2027, 3, 27, 14)),
        # The Sunday on which the hour from one to two comes twice: the first is meant.
        (date(2027, 11, 2), time(14), datetime(2027, 10, 31, 14)),
        (date(2027, 11, 2), time(1, 30), datetime(2027, 10, 31, 1, 30)),
        (date(2027, 11, 1), time(14), datetime(2027, 10, 30, 14)),
    ],
)
def test_at_both_changes_of_clocks_the_look_is_at_the_wall_clock_s_time(on, at, begins):
    london = ZoneInfo("Europe/London")
    starts_at = datetime.combine(on, at, london)
    meeting = MeetingFacts(1, 1, on, at, "Europe/London", starts_at, starts_at, 1, ())
    look = look_again_at(meeting, starts_at - timedelta(days=3))
    assert look is not None
    assert look == begins.replace(tzinfo=london).astimezone(UTC)


def anything(group, people, chance: random.Random, now: datetime) -> None:
    """One change that members make, whichever is possible now."""
    ahead = Meeting.objects.upcoming(now).filter(group=group).first()
    person = chance.choice(people)
    someone = group.memberships.filter(user=person, left_at__isnull=True).first()
    day = local_day(now, group.zone) + timedelta(days=chance.randint(1, 6))
    deed = chance.randint(0, 9)
    if (deed <= 1 and ahead is None) or deed == 0:
        hour = time(chance.choice([9, 14, 19]), chance.randint(0, 59))
        make_meeting(group, on=day + timedelta(days=4), at=hour, now=now)
    elif deed <= 4 and ahead and someone:
        value = chance.choice(AnswerValue.values)
        answer(ahead, person, value, now=now)
    elif deed == 5 and ahead:
        meetings.move_meeting(
            meeting=ahead,
            version=ahead.version,
            date=day + timedelta(days=chance.randint(0, 7)),
            time=ahead.time,
            place=None,
            by=None,
            now=now,
        )
    elif deed == 6 and someone:
        members.rest(member=someone, until=day, texts=False, by=None, now=now)
    elif deed == 7 and someone:
        members.come_back(member=someone, by=None, now=now)
    elif deed == 8 and not someone:
        members.add_member(group=group, user=person, by=None, now=now)
    elif deed == 8 and someone and len(people) > 2:
        members.leave(member=someone, by=None, now=now)
    elif deed == 9 and chance.random() < 0.5:
        pauses.start_pause(group=group, until=day, by=None, now=now)
    else:
        begun = Meeting.objects.filter(
            group=group, state=MeetingState.BOOKED, starts_at__lte=now
        ).first()
        if begun:
            meetings.report_met(meeting=begun, headcount=3, by=None, now=now)
        else:
            pauses.end_pause(group=group, by=None, now=now)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_members_do_the_agenda_misses_nothing(group, coordinator, deputy, member, seed):
    chance = random.Random(seed)
    newcomer = make_person("Nia New", mobile=new_mobile(), service=group.service)
    people = [coordinator, deputy, member, newcomer]
    now = NOW
    make_meeting(group, on=local_day(now, group.zone) + timedelta(days=9), now=now)
    for _step in range(40):
        now += timedelta(minutes=chance.choice([1, 30, 200, 700, 1500]))
        if chance.random() < 0.6:
            anything(group, people, chance, now)
        plan(now=now)
        before = set(Message.objects.values_list("dedupe_key", flat=True))
        agenda.look_at_everything(now=now)
        plan(now=now)
        assert set(Message.objects.values_list("dedupe_key", flat=True)) == before
    kinds = set(Message.objects.values_list("kind", flat=True))
    assert kinds & {"reminder_7", "reminder_2"}


def test_a_break_that_ends_before_the_meeting_ends_with_its_reminder(group, deputy):
    meeting = make_meeting(group)
    back_on = meeting.date - timedelta(days=1)
    member = member_of(group, deputy)
    members.rest(member=member, until=back_on, texts=False, by=None, now=NOW)
    reminders = Message.objects.filter(kind="reminder_2", recipient=deputy)
    midnight = at_or_after(back_on, time(0), meeting.zone)
    plan(now=midnight - MINUTE)
    assert not reminders.exists()
    plan(now=midnight)
    assert reminders.exists()


def test_who_stands_down_from_no_is_reminded_after_all(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.NOT_THIS_TIME)
    plan(now=meeting.starts_at - timedelta(days=2))
    later = meeting.starts_at - timedelta(days=1)
    answer(meeting, member, AnswerValue.NOT_SURE, now=later)
    assert plan(now=later + MINUTE) == 1


def test_a_new_coordinator_is_asked_how_it_went(group, member, coordinator):
    meeting = make_meeting(group)
    plan(now=meeting.starts_at + timedelta(hours=2))
    later = meeting.starts_at + timedelta(hours=3)
    offer = jobs.offer_job(
        group=group, member=member_of(group, member), kind="coordinator", by=None, now=later
    )
    jobs.accept_job(job=offer, by=member, now=later)
    plan(now=later + MINUTE)
    asked_people = Message.objects.filter(kind="how_did_it_go").values_list("recipient", flat=True)
    assert set(asked_people) == {coordinator.pk, member.pk}
