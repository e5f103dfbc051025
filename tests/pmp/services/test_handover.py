from datetime import date, time

import pytest

from followon.messaging.models import Message
from groups.errors import InThePast
from groups.local_time import NoSuchTime
from groups.models import Group, JobKind, Meeting, Place
from pmp.models import Handover
from pmp.services.handover import AlreadyHandedOver, hand_over
from tests.cast import NOW
from tests.pmp.make import join


@pytest.fixture
def people(programme):
    return [
        join(programme, "Ann Ash", wish="yes"),
        join(programme, "Bob Birch", wish="maybe"),
        join(programme, "Cat Cole", wish="yes"),
    ]


def hand(programme, people, clinician, **facts):
    given = {
        "name": "Bedminster group",
        "date": date(2026, 10, 7),
        "time": time(14, 0),
        "place": None,
        "rhythm": "monthly",
        "people": [one.user for one in people],
        "coordinator": people[0].user,
        "deputy": people[1].user,
        "ptv": None,
    }
    return hand_over(programme=programme, **{**given, **facts}, by=clinician, now=NOW)


def test_one_action_forms_the_group_and_books_its_first_meeting(
    programme, people, clinician, ptv, service
):
    group = hand(programme, people, clinician, ptv=ptv, area="BS3", new_place="Café Grounded")
    assert (group.name, group.area, group.service) == ("Bedminster group", "BS3", service)
    assert group.last_session_on == date(2026, 9, 23)
    assert {one.user for one in group.memberships.all()} == {one.user for one in people}
    assert {job.kind: job.member.user for job in group.jobs.held()} == {
        JobKind.COORDINATOR: people[0].user,
        JobKind.DEPUTY: people[1].user,
    }
    assert [link.user for link in group.visits.all()] == [ptv]
    meeting = group.meetings.get()
    assert (meeting.date, meeting.time, meeting.place.name) == (
        date(2026, 10, 7),
        time(14, 0),
        "Café Grounded",
    )
    assert Handover.objects.get().parts.get().group == group


def test_everybody_is_told(programme, people, clinician):
    hand(programme, people, clinician)
    told = set(Message.objects.values_list("recipient__full_name", flat=True))
    assert told == {"Ann Ash", "Bob Birch", "Cat Cole"}


def test_a_programme_is_handed_over_once(programme, people, clinician):
    hand(programme, people, clinician)
    with pytest.raises(AlreadyHandedOver):
        hand(programme, people, clinician)
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"date": date(2026, 9, 9), "time": time(9, 59)}, InThePast),
        ({"date": date(2027, 3, 28), "time": time(1, 30)}, NoSuchTime),
    ],
)
def test_a_first_date_that_cannot_be_leaves_nothing_behind(
    programme, people, clinician, facts, error
):
    with pytest.raises(error):
        hand(programme, people, clinician, new_place="Café Grounded", **facts)
    assert [model.objects.count() for model in (Group, Meeting, Place, Handover)] == [0, 0, 0, 0]
    assert not Message.objects.exists()


@pytest.mark.parametrize("wish", ["no", ""])
def test_nobody_is_put_into_a_group_who_did_not_say_yes_or_maybe(
    programme, people, clinician, wish
):
    people.append(join(programme, "Dot Dale", wish=wish))
    with pytest.raises(ValueError, match="1 of the people"):
        hand(programme, people, clinician)
    assert not Group.objects.exists()
