"""Who is told what when a date is booked."""

from datetime import time, timedelta

import pytest

from followon.messaging.models import Message
from groups.services.meetings import book_meeting

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
