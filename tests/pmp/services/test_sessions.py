from datetime import time, timedelta

import pytest

from followon.audit.models import AuditEvent
from pmp.services.handover import hand_over
from pmp.services.sessions import (
    EnoughSessions,
    HandedOver,
    LastSession,
    OutOfOrder,
    add_session,
    drop_last_session,
    move_session,
    skip_week,
)
from tests.cast import NOW
from tests.pmp.make import crowd

WEEK = timedelta(weeks=1)


def dates(programme):
    return list(programme.sessions.values_list("date", flat=True))


def move(session, clinician, *, by_days, following, at=time(10)):
    move_session(
        session=session,
        date=session.date + timedelta(days=by_days),
        time=at,
        following=following,
        by=clinician,
        now=NOW,
    )


def test_one_session_moves_and_the_others_stay(programme, clinician):
    before = dates(programme)
    move(programme.sessions.get(number=9), clinician, by_days=1, following=False)
    after = dates(programme)
    assert after[8] == before[8] + timedelta(days=1)
    assert after[:8] + after[9:] == before[:8] + before[9:]
    assert list(programme.sessions.values_list("time", flat=True))[7:] == [
        time(14),
        time(10),
        time(14),
    ]


@pytest.mark.parametrize("by_days", [7, -3, 1])
def test_those_that_follow_move_along(programme, clinician, by_days):
    before = dates(programme)
    move(programme.sessions.get(number=9), clinician, by_days=by_days, following=True)
    assert dates(programme) == before[:8] + [day + timedelta(days=by_days) for day in before[8:]]


def test_a_week_left_out(programme, clinician):
    before = dates(programme)
    skip_week(session=programme.sessions.get(number=10), by=clinician, now=NOW)
    assert dates(programme) == [*before[:9], before[9] + WEEK]
    event = AuditEvent.objects.get(verb="programme.session_moved")
    assert (event.subject, event.actor) == (str(programme.pk), str(clinician.pk))


@pytest.mark.parametrize("by_days", [7, 8, -7])
def test_sessions_never_change_places(programme, clinician, by_days):
    before = dates(programme)
    with pytest.raises(OutOfOrder):
        move(programme.sessions.get(number=9), clinician, by_days=by_days, following=False)
    assert dates(programme) == before


def test_one_more_and_one_fewer(programme, clinician):
    added = add_session(programme=programme, by=clinician, now=NOW)
    assert (added.number, added.date - dates(programme)[9]) == (11, WEEK)
    drop_last_session(programme=programme, by=clinician, now=NOW)
    assert len(dates(programme)) == 10


def test_neither_none_nor_more_than_twenty(programme, clinician):
    for _more in range(10):
        add_session(programme=programme, by=clinician, now=NOW)
    with pytest.raises(EnoughSessions):
        add_session(programme=programme, by=clinician, now=NOW)
    for _fewer in range(19):
        drop_last_session(programme=programme, by=clinician, now=NOW)
    with pytest.raises(LastSession):
        drop_last_session(programme=programme, by=clinician, now=NOW)


def test_nothing_changes_once_it_was_handed_over(programme, clinician):
    people = [participant.user for participant in crowd(programme, ["yes", "yes", "maybe"])]
    hand_over(
        programme=programme,
        name="Bedminster",
        date=NOW.date() + timedelta(days=30),
        time=time(14),
        place=None,
        rhythm="monthly",
        people=people,
        coordinator=people[0],
        deputy=people[1],
        ptv=None,
        by=clinician,
        now=NOW,
    )
    for change in (
        lambda: skip_week(session=programme.sessions.last(), by=clinician, now=NOW),
        lambda: add_session(programme=programme, by=clinician, now=NOW),
        lambda: drop_last_session(programme=programme, by=clinician, now=NOW),
    ):
        with pytest.raises(HandedOver):
            change()
