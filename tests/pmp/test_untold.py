"""Staff and the coordinator are told of the same people whom no message about a date reached."""

from datetime import timedelta

import pytest

from followon.messaging.gate import IN_WEEKLY
from followon.messaging.models import Message, State
from followon.people.services.preferences import set_reach
from groups.queries.calls import call_list
from pmp.queries.messages import unreached
from tests.cast import NOW
from tests.groups.make import make_meeting
from tests.messaging.kit import in_state

DAY = timedelta(days=1)


@pytest.fixture
def meeting(group, coordinator):
    return make_meeting(group, on=(NOW + 5 * DAY).date(), by=coordinator)


@pytest.fixture
def message(meeting, member):
    return Message.objects.get(recipient=member, subject=f"meeting:{meeting.pk}")


def rung(meeting, clinician, now):
    """Both lists, which have to be the same."""
    calls = call_list(meeting, audiences={"group"}, but=set(), now=now)
    staff = [name for each in unreached(clinician, now) for name in each.people.values()]
    names = sorted(call.name for call in calls)
    assert sorted(staff) == names
    return names


@pytest.mark.parametrize(
    ("state", "fields", "later", "missing"),
    [
        (State.QUEUED, {}, DAY, False),
        (State.QUEUED, {"reason": "Could not connect"}, DAY, False),
        (State.QUEUED, {"reason": "Could not connect"}, 4.5 * DAY, True),
        (State.UNKNOWN, {"look_at": NOW + DAY, "released_at": NOW}, DAY / 48, False),
        (State.UNKNOWN, {"look_at": NOW + DAY, "released_at": NOW}, DAY / 12, True),
        (State.UNKNOWN, {"look_at": None, "released_at": NOW}, DAY / 48, True),
        (State.SENT, {}, DAY, False),
        (State.FAILED, {}, DAY, True),
        (State.SKIPPED, {"reason": IN_WEEKLY}, DAY, False),
    ],
)
def test_what_became_of_it_counts_the_same_for_both(
    meeting, message, clinician, state, fields, later, missing
):
    in_state(message, state, finished_at=NOW if state == State.SKIPPED else None, **fields)
    names = rung(meeting, clinician, NOW + later)
    assert ("Moira" in names) is missing


def test_who_was_left_to_the_week_and_asked_for_a_call_since_is_rung(
    meeting, message, clinician, member
):
    in_state(message, State.SKIPPED, reason=IN_WEEKLY, finished_at=NOW)
    set_reach(user=member, reach="call", by=member, now=NOW)
    assert "Moira" in rung(meeting, clinician, NOW)


def test_who_set_the_date_is_not_missing(meeting, clinician, coordinator):
    assert "Corinne" not in rung(meeting, clinician, NOW)
