"""Who is told what when a date is booked."""

from datetime import time, timedelta

import pytest

from followon.messaging.models import Message
from groups.services import telling
from groups.services.meetings import book_meeting
from tests.cast import make_group, make_person, new_mobile
from tests.groups.make import make_meeting

pytestmark = pytest.mark.django_db


def told(user):
    return list(
        Message.objects.filter(recipient=user).order_by("created_at").values_list("kind", flat=True)
    )


def test_a_new_group_is_welcomed_with_its_first_date_and_told_of_the_second(
    group, coordinator, member, now
):
    for weeks in (2, 6):
        book_meeting(
            group=group,
            date=now.date() + timedelta(weeks=weeks),
            time=time(14, 0),
            place=None,
            by=coordinator,
            now=now + timedelta(minutes=weeks),
        )
    assert told(member) == ["welcome", "meeting_booked"]


@pytest.mark.parametrize("others", [1, 5])
def test_telling_takes_as_many_queries_for_many_as_for_few(
    service, coordinator, now, others, django_assert_num_queries
):
    people = tuple(make_person(f"Pat {n}", mobile=new_mobile()) for n in range(others))
    group = make_group(service, coordinator=coordinator, others=people, now=now)
    meeting = make_meeting(group, by=coordinator)
    later = now + timedelta(hours=2)
    with django_assert_num_queries(4):
        telling.moved(meeting, by=coordinator, now=later)
    assert Message.objects.filter(kind="meeting_moved").count() == others
