"""Who reads concerns, in which order."""

import pytest
from django.db import IntegrityError, connection, transaction

from groups.errors import Refused
from groups.models import Reader
from groups.services.readers import move_up, remove_reader
from tests.cast import NOW, make_staff
from tests.groups.concerns import name_reader


@pytest.fixture
def three(service):
    return [name_reader(service, make_staff(service, f"{name} R")) for name in ("Ann", "Bob", "Cy")]


def order(service):
    named = Reader.objects.named().filter(service=service)
    return [reader.user.first_name for reader in named.select_related("user")]


def test_they_are_told_in_the_order_in_which_they_were_named(service, three):
    assert order(service) == ["Ann", "Bob", "Cy"]


def test_one_moves_up_past_whoever_is_before(service, three, lead):
    assert move_up(reader=three[2], by=lead, now=NOW)
    assert order(service) == ["Ann", "Cy", "Bob"]
    assert not move_up(reader=three[0], by=lead, now=NOW)


def test_one_moves_up_past_somebody_who_has_left_too(service, three, lead):
    three[1].user.posts.update(ended_at=NOW)
    assert move_up(reader=three[2], by=lead, now=NOW)
    assert order(service) == ["Cy", "Ann"]


def test_who_is_removed_can_be_named_again_at_the_end(service, three, lead):
    remove_reader(reader=three[0], by=lead, now=NOW)
    remove_reader(reader=three[0], by=lead, now=NOW)
    assert not move_up(reader=three[0], by=lead, now=NOW)
    name_reader(service, three[0].user)
    assert order(service) == ["Bob", "Cy", "Ann"]


@pytest.mark.parametrize("who", ["member", "ptv", "other_clinician", "twice"])
def test_only_staff_of_the_service_are_named_and_once(request, service, clinician, who):
    if who == "twice":
        name_reader(service, clinician)
    user = clinician if who == "twice" else request.getfixturevalue(who)
    with pytest.raises(Refused):
        name_reader(service, user)


def test_no_two_have_one_place(service, three):
    Reader.objects.filter(pk=three[0].pk).update(position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    Reader.objects.filter(pk=three[0].pk).update(position=0)
