"""An answer behind the link in a message proves where the message went; opening it does not."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from followon.messaging.models import Message
from followon.messaging.services import planning
from followon.messaging.services.sending import send_due
from tests.cast import NOW, make_group, make_person, new_mobile
from tests.groups.make import after, at, make_meeting


@pytest.fixture
def ann(service, settings):
    """Coordinates a group; her mobile was never proved."""
    settings.DEBUG = True  # the console transport works nowhere else
    ann = make_person("Ann Able", mobile=new_mobile(), service=service)
    make_group(service, coordinator=ann, now=NOW - timedelta(days=30))
    return ann


def link_to(user, now):
    while send_due(now=now):
        pass
    message = Message.objects.filter(recipient=user, state="sent").latest("created_at")
    return re.search(r"/[ar]/[\w-]{22}", message.rendered)[0]


def proven(user):
    return user.contacts.get().proven_at


def test_an_answer(ann):
    make_meeting(ann.memberships.get().group)
    link = link_to(ann, NOW)
    Client().get(link)
    assert proven(ann) is None
    Client().post(link, {"answer": "nonsense"})
    assert proven(ann) is None
    Client().post(link, {"answer": "coming"})
    assert proven(ann) == NOW


def test_a_report(ann):
    meeting = make_meeting(ann.memberships.get().group)
    Message.objects.all().delete()
    later = after(meeting, hours=3)
    planning.plan(now=later)
    link = link_to(ann, later)
    with at(later):
        Client().get(link)
        assert proven(ann) is None
        Client().post(link, {"outcome": "met", "headcount": "4"})
    assert proven(ann) == later
