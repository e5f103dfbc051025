"""What a hand-over tells besides the first date: one text each, with the longest names."""

import re
from datetime import timedelta

import pytest

from followon.messaging.models import Channel, Message
from followon.messaging.services.sending import send_due
from followon.messaging.wording import gsm7_length
from groups.services import telling
from groups.services.members import leave
from tests.cast import NOW, make_group, make_person, make_service, new_mobile
from tests.groups.make import member_of
from tests.groups.test_wording import HEALTH
from tests.messaging.kit import composed

LONGEST = ("Christophers Q", "Maximilianna Q", "Bartholomew Q", "Wilhelminaaa Q")


@pytest.fixture
def long_group(db, now, settings):
    settings.BASE_URL = "https://" + "f" * 22
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    service = make_service(name="Avon Pain Service", message_name="Severn Vale Groupies")
    people = [
        make_person(name, mobile=new_mobile(), email=f"{name[:4]}@example.com", service=service)
        for name in LONGEST
    ]
    return make_group(
        service,
        coordinator=people[0],
        deputy=people[1],
        others=tuple(people[2:]),
        name="The Thursday Friends of Hartcliffe & Co.",
        now=now - timedelta(days=30),
    )


def added(group, *firsts):
    members = [group.memberships.get(user__preferred_name=first) for first in firsts]
    telling.people_added(group, members, by=None, now=NOW)
    return members


def took_back(group, what, names=()):
    telling.taken_back(
        group,
        [group.memberships.get(user__preferred_name="Christophers").user_id],
        what=what,
        told_by=[f"group:{group.pk}"],
        since=NOW,
        now=NOW,
        names=names,
    )


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("group", ()),
        ("place", ()),
        ("people", ("Maximilianna",)),
        ("people", ("Maximilianna", "Bartholomew", "Wilhelminaaa")),
        ("people", ("Maximilianna",) * 4),
    ],
)
def test_taking_back_is_one_text_whatever_the_names(long_group, what, names):
    took_back(long_group, what, names)
    message = Message.objects.get(kind="taken_back")
    body = composed(message, NOW).envelope.body
    assert gsm7_length(body) <= 160
    assert not HEALTH.search(body.partition(": ")[2])
    assert re.search(r"Christophers, .*too early.* Ring 0117 496 0100\.", body)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_who_is_new_is_named_in_one_text_as_far_as_it_holds(long_group, count):
    added(long_group, *("Maximilianna", "Bartholomew", "Wilhelminaaa")[:count])
    bodies = [
        composed(message, NOW).envelope.body
        for message in Message.objects.filter(kind="people_added", channel=Channel.TEXT)
    ]
    assert len(bodies) == 2
    assert [gsm7_length(body) <= 160 for body in bodies] == [True, True]
    assert all("some new people" in body or "Maximilianna" in body for body in bodies)


def test_only_those_who_run_the_group_hear_who_is_new_and_who_went_is_not_named(long_group):
    _bart, wilhelmina = added(long_group, "Bartholomew", "Wilhelminaaa")
    leave(member=wilhelmina, by=wilhelmina.user, now=NOW)
    send_due(now=NOW)
    sent = Message.objects.filter(kind="people_added", state="sent")
    assert sorted(sent.values_list("recipient__full_name", flat=True)) == [
        "Christophers Q",
        "Maximilianna Q",
    ]
    assert [("Bartholomew" in each.rendered, "Wilhelmina" in each.rendered) for each in sent] == [
        (True, False)
    ] * 2


def test_nobody_new_is_left_nothing_is_said(long_group):
    for member in added(long_group, "Bartholomew"):
        leave(member=member, by=member.user, now=NOW)
    send_due(now=NOW)
    states = Message.objects.filter(kind="people_added").values_list("state", "reason")
    assert set(states) == {("skipped", "they are not in the group")}


def test_a_coordinator_who_adds_somebody_is_not_told_by_us(long_group):
    runner = long_group.memberships.get(user__preferred_name="Christophers").user
    new = member_of(long_group, long_group.memberships.last().user)
    telling.people_added(long_group, [new], by=runner, now=NOW)
    assert not Message.objects.filter(kind="people_added", recipient=runner).exists()
