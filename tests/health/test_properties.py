"""What must hold of any history, however odd."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from groups.health.assess import assess, look_again_at, look_days
from groups.health.contract import dumps, loads
from groups.health.findings import ENDED, LEVELS, NEEDS_A_HAND, RESTING
from groups.health.history import (
    ANSWERS,
    CoordinatorResting,
    Event,
    Histories,
    History,
    MeetingCancelled,
    MeetingHeld,
    MeetingNotHeld,
    MeetingPlanned,
    MemberJoined,
    MemberLeft,
    Paused,
    RhythmAgreed,
    Rsvp,
)
from groups.health.replay import changes
from tests.health.make import START, day

numbers = st.integers(0, 500)
days = numbers.map(day)
names = st.sampled_from(["m1", "m2", "m3", "m4", "m5"])
dates = st.sampled_from([f"k{number}" for number in range(1, 9)])
UNTIL = day(600)


@st.composite
def held(draw) -> MeetingHeld:
    on = draw(numbers)
    count = draw(st.none() | st.integers(0, 9))
    present = draw(st.none() | st.lists(names, unique=True).map(tuple))
    return MeetingHeld(day(on + draw(st.integers(0, 40))), draw(dates), day(on), count, present)


@st.composite
def paused(draw) -> Paused:
    start = draw(numbers)
    until = draw(st.none() | st.integers(start, start + 200).map(day))
    return Paused(day(start), until, draw(st.none() | st.just(day(max(0, start - 30)))))


events = st.one_of(
    held(),
    held(),
    paused(),
    st.builds(MeetingPlanned, days, dates, days),
    st.builds(MeetingNotHeld, days, dates, days),
    st.builds(MeetingCancelled, days, dates),
    st.builds(Rsvp, days, dates, names, st.sampled_from(ANSWERS)),
    st.builds(MemberJoined, days, names),
    st.builds(MemberLeft, days, names),
    st.builds(RhythmAgreed, days, st.integers(7, 120)),
    st.builds(CoordinatorResting, days),
)
histories = st.builds(
    History,
    st.just("G1"),
    st.just(START),
    st.lists(events, max_size=25).map(tuple),
    ended=st.none() | days,
    last_session_on=st.none() | days,
    cleared=st.lists(days, max_size=2).map(tuple),
    has_deputy=st.none() | st.booleans(),
    unreachable=st.none() | st.floats(0, 1),
)
few = settings(max_examples=60, deadline=None)


@few
@given(histories, days)
def test_a_level_a_probability_and_reasons(history, on):
    health = assess(history, on)
    assert health.level in LEVELS
    assert 0.0 <= health.probability <= 1.0
    codes = [flag.code for flag in health.flags]
    assert len(codes) == len(set(codes))
    assert all(flag.because and flag.next_step for flag in health.flags)
    if health.level == NEEDS_A_HAND:
        assert any(flag.severity == "serious" for flag in health.flags)
    if health.level in (RESTING, ENDED):
        assert (health.flags, health.probability) == ((), 0.0)


@few
@given(histories)
def test_never_alarms_within_a_pause_known_by_then(history):
    rests = [event for event in history.events if isinstance(event, Paused) and event.until]
    last = max(rests, key=lambda event: event.on, default=None)
    if last is None or [event.on for event in rests].count(last.on) > 1:
        return
    for number in range(0, max(0, (last.until - last.on).days), 7):
        on = max(last.begins, last.on) + timedelta(days=number)
        if on < last.until:
            assert assess(history, on).level in (RESTING, ENDED)


@few
@given(histories, days)
def test_only_what_was_known_by_the_day_counts(history, on):
    assert assess(history, on) == assess(history.known_by(on), on)


@few
@given(histories, days, st.randoms(use_true_random=False))
def test_events_of_different_days_may_stand_in_any_order(history, on, random):
    shuffled = list(history.events)
    random.shuffle(shuffled)
    again = History(**{**_fields(history), "events": tuple(sorted(shuffled, key=_day))})
    if len({event.on for event in history.events}) == len(history.events):
        assert assess(again, on) == assess(history, on)


def _day(event: Event):
    return event.on


def _fields(history: History) -> dict[str, object]:
    return {name: getattr(history, name) for name in History.__dataclass_fields__}


@few
@given(histories)
def test_changes_are_changes_in_date_order(history):
    found = list(changes(history, UNTIL))
    assert [change.on for change in found] == sorted({change.on for change in found})
    levels = [change.health.level for change in found]
    assert all(before != after for before, after in pairwise(levels))
    looked = set(look_days(history, UNTIL))
    assert all(change.on in looked for change in found)


@few
@given(histories)
def test_no_alarm_follows_another_within_a_rhythm_of_being_cleared(history):
    agreed = [event.days for event in history.events if isinstance(event, RhythmAgreed)]
    least = min([*agreed, 7])
    rests = any(isinstance(event, Paused) for event in history.events)
    found = list(changes(history, UNTIL))
    cleared = None
    for before, after in pairwise(found):
        if before.health.level == NEEDS_A_HAND:
            cleared = after.on
        if after.health.level == NEEDS_A_HAND and cleared and not rests:
            assert (after.on - cleared).days >= least


@few
@given(histories, days)
def test_looks_again_later_and_not_for_nothing(history, on):
    again = look_again_at(history, on)
    if again is not None:
        assert again > on


@few
@given(histories)
def test_what_is_written_is_read_back(history):
    known = History(history.id, history.started, history.events, history.ended)
    file = Histories(UNTIL, (known,))
    assert loads(dumps(file)) == file
