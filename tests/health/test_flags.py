from datetime import date

import pytest

from groups.health.assess import assess
from groups.health.findings import Flag, Health
from groups.health.flags import NEXT_STEPS
from groups.health.history import (
    CoordinatorResting,
    MeetingCancelled,
    MeetingHeld,
    MeetingNotHeld,
    MemberLeft,
    Paused,
    Rsvp,
)
from tests.health.make import day, group, held, meetings, planned

SIX = meetings([6] * 6)  # the last one on day 180
BOOKED = [planned(30 * number) for number in range(1, 7)]


def sentences(health: Health) -> dict[str, str]:
    return {flag.code: flag.because for flag in health.flags}


def test_overdue():
    health = assess(group(SIX), day(280))
    assert health.level == "needs_a_hand"
    assert health.flags == (
        Flag(
            "overdue",
            "serious",
            "Usually meets every 30 days. Last known meeting 100 days ago. Nothing booked.",
            "Ask the coordinator how things are, and offer to help fix the next date.",
        ),
    )


def test_overdue_says_what_is_booked():
    health = assess(group([*SIX, *BOOKED, planned(240)]), day(230))
    assert (
        sentences(health)["overdue"] == "Usually meets every 30 days."
        " Last known meeting 50 days ago. Next one booked for 4 September 2024."
    )


def test_overdue_without_any_meeting():
    assert sentences(assess(group(), day(100)))["overdue"] == (
        "Means to meet every 30 days."
        " No meeting known since the start 100 days ago. Nothing booked."
    )


def test_overdue_leaves_rest_out():
    health = assess(group([*SIX, Paused(day(190), day(300))]), day(345))
    assert sentences(health) == {
        "overdue": "Usually meets every 30 days. Last known meeting 165 days ago,"
        " 110 of them at rest. Nothing booked."
    }


def test_shrinking():
    health = assess(group(meetings([6, 6, 6, 5, 6, 4, 4, 3, 2])), day(272))
    assert sentences(health) == {
        "shrinking": "Six used to come. The last four meetings had 4, 4, 3 and 2."
    }


def test_stretching():
    events = [*SIX, held(225), held(280), held(345), held(420)]
    assert sentences(assess(group(events), day(421))) == {
        "stretching": "Usually meets every 30 days. The last three gaps were 55, 65 and 75 days."
    }


def test_not_heard_is_not_the_same_as_did_not_meet():
    silent = [*SIX, *BOOKED, planned(210), planned(240), planned(270)]
    assert sentences(assess(group(silent), day(250)))["not_heard"] == (
        "2 of the last 3 dates: we have not heard."
    )
    told = [MeetingNotHeld(day(211), "k210", day(210)), MeetingCancelled(day(239), "k240")]
    found = sentences(assess(group([*silent, *told]), day(250)))
    assert "not_heard" not in found
    assert found["did_not_meet"] == "2 of the last 4 dates: they did not meet."


def test_not_meeting_weighs_more_than_silence_of_a_date():
    silent = [*SIX, *BOOKED, planned(210), planned(240)]
    told = [MeetingNotHeld(day(211), "k210", day(210)), MeetingNotHeld(day(241), "k240", day(240))]
    on = day(244)
    not_met, unheard = assess(group([*silent, *told]), on), assess(group(silent), on)
    assert not_met.probability > 2 * unheard.probability


def test_no_next_date():
    health = assess(group([*SIX, *BOOKED]), day(215))
    assert sentences(health) == {
        "no_next_date": "No next date, 35 days after the last known meeting."
        " Usually booked 14 days ahead."
    }


def test_where_nothing_was_ever_booked_that_is_no_evidence():
    on = day(215)
    assert sentences(assess(group(SIX), on)) == {}
    assert assess(group(SIX), on).probability < assess(group([*SIX, *BOOKED]), on).probability


def test_few_coming():
    answers = [
        Rsvp(day(205), "k210", f"m{number}", answer)
        for number, answer in enumerate(["yes", "no", "not_today", "maybe"], start=1)
    ]
    assert sentences(assess(group([*SIX, *BOOKED, planned(210), *answers]), day(206))) == {
        "few_coming": "Next meeting 5 August 2024: 1 of 4 answers are yes."
    }


def test_organiser_resting_until_they_meet_again():
    resting = [*SIX, CoordinatorResting(day(190))]
    assert sentences(assess(group(resting), day(200))) == {
        "organiser_resting": "The coordinator has been resting since 16 July 2024."
        " No meeting known since."
    }
    assert sentences(assess(group([*resting, held(210)]), day(212))) == {}


def test_never_met():
    history = group(last_session_on=date(2023, 12, 20))
    assert assess(history, date(2024, 1, 31)).level == "new"
    health = assess(history, date(2024, 2, 1))
    assert health.level == "needs_a_hand"
    assert health.flags[0] == Flag(
        "never_met",
        "serious",
        "Last session 43 days ago. No first meeting known.",
        "Offer a volunteer for the first meeting, and help to fix date and place.",
    )


def test_few_left_is_information():
    left = [MemberLeft(day(number), f"m{number}") for number in (1, 2, 3)]
    flags = assess(group([*SIX, *left]), day(400)).flags
    assert [(flag.severity, flag.because) for flag in flags if flag.code == "few_left"] == [
        ("information", "Three of six members are left.")
    ]


@pytest.mark.parametrize(
    ("facts", "code", "severity", "because", "level"),
    [
        (
            {"has_deputy": False},
            "one_organiser",
            "information",
            "One person organises. No deputy is named.",
            "steady",
        ),
        (
            {"unreachable": 0.4},
            "messages_failing",
            "notice",
            "Messages do not reach about 4 in 10 members.",
            "watch",
        ),
    ],
)
def test_facts_that_no_event_carries(facts, code, severity, because, level):
    health = assess(group(SIX, **facts), day(200))
    assert health.level == level
    assert health.flags == (Flag(code, severity, because, NEXT_STEPS[code]),)


@pytest.mark.parametrize("facts", [{}, {"has_deputy": True}, {"unreachable": 0.3}])
def test_what_is_well_or_not_known_is_no_flag(facts):
    assert assess(group(SIX, **facts), day(200)) == assess(group(SIX), day(200))
    assert assess(group(SIX, **facts), day(200)).flags == ()


def test_the_heaviest_evidence_comes_first():
    events = [*SIX, *BOOKED, planned(210), planned(240)]
    told = [MeetingNotHeld(day(211), "k210", day(210)), MeetingNotHeld(day(241), "k240", day(240))]
    flags = assess(group([*events, *told]), day(244)).flags
    assert flags[0].code == "did_not_meet"


def test_a_meeting_without_headcount_is_a_meeting():
    events = [*SIX[:-1], MeetingHeld(day(181), "k180", day(180))]
    assert assess(group(events), day(200)).level == "steady"
