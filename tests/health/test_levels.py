from datetime import timedelta

import pytest

from groups.health.assess import Watch, assess, look_again_at, look_days
from groups.health.history import (
    History,
    MeetingHeld,
    MeetingNotHeld,
    MeetingPlanned,
    Paused,
)
from groups.health.replay import changes
from tests.health.make import START, day, group, held, meetings

SIX = meetings([6] * 6)  # the last one on day 180


def levels(history: History, until: int) -> list[tuple[int, str]]:
    """Day number and level of each change."""
    return [
        ((change.on - START).days, change.health.level) for change in changes(history, day(until))
    ]


def raised(history: History, until: int) -> list[int]:
    return [number for number, level in levels(history, until) if level == "needs_a_hand"]


def test_new_then_steady_then_watch_then_needs_a_hand():
    assert [level for _, level in levels(group(SIX), 400)] == [
        "new",
        "steady",
        "watch",
        "needs_a_hand",
    ]


def test_new_until_three_meetings():
    history = group(meetings([6] * 6, every=20))
    assert levels(history, 100)[:2] == [(0, "new"), (61, "steady")]


def test_new_until_three_rhythms():
    assert assess(group(), day(89)).level == "new"
    assert assess(group(), day(91)).level != "new"


def test_raised_once_however_long_the_silence():
    assert len(raised(group(SIX), 1500)) == 1


def test_cleared_by_a_meeting():
    history = group([*SIX, held(300)])
    assert assess(history, day(300)).level == "needs_a_hand"
    assert assess(history, day(301)).level == "steady"


def test_a_meeting_that_worries_more_clears_nothing():
    history = group(meetings([9] * 8 + [6, 4, 2, 1, 1, 1, 1]), members=9)
    first, *again = raised(history, 455)
    assert (first > 240, again) == (True, [])
    assert assess(history, day(455)).level == "needs_a_hand"


def test_cleared_by_staff_and_not_raised_again_within_a_rhythm():
    first = raised(group(SIX), 400)[0]
    history = group(SIX, cleared=(day(first + 3),))
    found = raised(history, 400)
    assert found[0] == first
    assert found[1] >= first + 3 + 30
    assert assess(history, day(first + 4)).level == "watch"


def test_resting_is_not_assessed_and_takes_the_alarm_away():
    history = group([*SIX, Paused(day(300), day(400))])
    assert assess(history, day(299)).level == "needs_a_hand"
    assert assess(history, day(300)).level == "resting"
    assert assess(history, day(399)).level == "resting"
    assert assess(history, day(400)).level != "resting"


def test_a_pause_told_afterwards_counts_from_its_start():
    history = group([*SIX, Paused(day(290), day(320), start=day(190))])
    assert assess(history, day(289)).level == "needs_a_hand"
    assert assess(history, day(330)).level == "steady"


def test_a_pause_can_be_cut_short_and_prolonged():
    short = group([*SIX, Paused(day(190), day(400)), Paused(day(250), day(260))])
    assert assess(short, day(261)).level == "steady"
    longer = group([*SIX, Paused(day(190), day(250)), Paused(day(240), day(400))])
    assert assess(longer, day(399)).level == "resting"


def test_a_pause_without_a_day_of_return_is_believed_for_a_quarter():
    history = group([*SIX, Paused(day(190), None)])
    assert assess(history, day(281)).level == "resting"
    assert assess(history, day(282)).level != "resting"


def test_ended():
    history = group(SIX, ended=day(250))
    assert assess(history, day(249)).level != "ended"
    assert assess(history, day(400)).level == "ended"
    assert (assess(history, day(400)).flags, assess(history, day(400)).probability) == ((), 0.0)


def test_a_late_report_mends_what_silence_said():
    late = MeetingHeld(day(290), "k240", day(240), 6)
    history = group([*SIX, late, held(270, 6, late=25)])
    assert assess(history, day(288)).level == "needs_a_hand"
    assert assess(history, day(295)).level == "steady"


def test_reports_in_any_order_end_in_the_same_place():
    events = [*SIX, held(210, 4), held(240, 3)]
    swapped = [
        MeetingHeld(day(241), event.meeting, event.date, event.count)
        for event in (events[7], events[6])
    ]
    on = day(242)
    assert assess(group([*SIX, *swapped]), on).probability == assess(group(events), on).probability


def test_a_corrected_headcount_replaces_the_first():
    wrong = [*meetings([6] * 8), held(270, 1)]
    right = MeetingHeld(day(280), "k270", day(270), 6)
    on = day(281)
    assert assess(group([*wrong, right]), on) == assess(
        group([*meetings([6] * 8), held(270, 6)]), on
    )
    assert assess(group(wrong), on).probability > assess(group([*wrong, right]), on).probability


def test_a_meeting_that_nobody_came_to_is_one_that_was_not_held():
    nobody, not_held = held(210, 0), MeetingNotHeld(day(211), "k210", day(210))
    assert assess(group([*SIX, nobody]), day(220)) == assess(group([*SIX, not_held]), day(220))


def test_a_moved_meeting_counts_once():
    first = MeetingPlanned(day(190), "k210", day(210))
    moved = MeetingPlanned(day(205), "k210", day(216))
    history = group([*SIX, first, moved, held(216, 6, name="k210")])
    assert assess(history, day(218)).flags == ()


def test_what_is_learned_later_changes_nothing_before():
    history = group([*SIX, held(300), Paused(day(310), day(400))])
    for number in range(0, 300, 13):
        assert assess(history, day(number)) == assess(group(SIX), day(number))


@pytest.mark.parametrize("every", [1, 7, 30])
def test_looking_again_at_the_day_named_finds_another_level(every):
    history = group(SIX)
    on = day(181)
    again = look_again_at(history, on)
    assert again is not None
    assert assess(history, again - timedelta(days=1)).level == assess(history, on).level
    assert assess(history, again).level != assess(history, on).level
    assert look_days(history, again, every)[-1] <= again


def test_nothing_to_look_for_once_raised_or_ended():
    assert look_again_at(group(SIX), day(400)) is None
    assert look_again_at(group(SIX, ended=day(200)), day(400)) is None


def test_looks_again_on_the_day_of_return():
    history = group([*SIX, Paused(day(190), day(300))])
    assert look_again_at(history, day(200)) == day(300)


def test_looks_again_when_an_agreed_pause_begins():
    history = group([*SIX, Paused(day(250), day(400), start=day(300))])
    assert look_again_at(history, day(290)) == day(300)


def test_replay_and_assess_agree_on_the_days_of_the_replay():
    history = group([*meetings([6, 6, 5, 3, 3, 2, 2]), held(330, 2)])
    watch = Watch(history)
    for on in look_days(history, day(500)):
        assert watch.look(on) == assess(history, on).level
