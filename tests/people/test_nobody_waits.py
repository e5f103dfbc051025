"""A change to a person waits for no message to them, and for nobody else's change."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from followon.people.models import AccessNeed, ContactChange, NeedKind, Role
from followon.people.services.consents import share
from followon.people.services.contact_changes import begin_change
from followon.people.services.needs import set_needs
from followon.people.services.staff import appoint
from tests.at_once import at_once
from tests.cast import NOW, make_person, new_mobile

pytestmark = pytest.mark.django_db(transaction=True)


def impatiently(act):
    """In a connection that waits for no lock for long."""

    def run():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        return act()

    (outcome,) = at_once(run)
    return outcome


@pytest.fixture
def ann(service):
    return make_person("Ann Able", mobile=new_mobile(), service=service)


CHANGES = {
    "share": lambda ann, service: share(
        user=ann, thing="mobile", audience="group", by=ann, now=NOW
    ),
    "set_needs": lambda ann, service: set_needs(
        user=ann, codes=[AccessNeed.values[0]], kinds=[NeedKind.ACCESS], by=ann, now=NOW
    ),
    "appoint": lambda ann, service: appoint(
        user=ann, service=service, role=Role.PTV, by=None, now=NOW
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_message_that_is_being_queued_to_somebody_holds_up_no_change(ann, service, change):
    with transaction.atomic(), connection.cursor() as cursor:
        # As a row that names a person holds them until it is committed.
        cursor.execute("SELECT FROM people_user WHERE id = %s FOR KEY SHARE", [ann.pk])
        outcome = impatiently(lambda: CHANGES[change](ann, service))
    assert not isinstance(outcome, Exception), outcome


def test_an_old_change_that_somebody_holds_is_left_to_the_next(ann, service):
    ben, cat = (make_person(name, mobile=new_mobile()) for name in ("Ben B", "Cat C"))
    for person in (ben, cat):
        ask(person, NOW - timedelta(days=60))
    with transaction.atomic():
        ContactChange.objects.select_for_update().get(user=ben)
        outcome = impatiently(lambda: ask(ann, NOW))
    assert not isinstance(outcome, Exception), outcome
    assert set(ContactChange.objects.values_list("user", flat=True)) == {ann.pk, ben.pk}


def ask(person, now):
    return begin_change(
        user=person, kind="mobile", value="+447700900999", code_hash="x", by=person, now=now
    )
