"""Two people choose messages on breaks at the same time, in the same groups."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from followon.messaging.services import agenda
from groups.models import Membership
from groups.services.members import set_messages_on_breaks
from tests.at_once import at_once
from tests.cast import NOW, make_group, make_person, new_mobile
from tests.groups.make import make_meeting


@pytest.mark.django_db(transaction=True)
def test_neither_waits_for_the_other_for_ever(service, monkeypatch):
    """Ann joined this group first and Ben the other: each would hold what the other is after."""
    ann, ben = (make_person(name, mobile=new_mobile()) for name in ("Ann A", "Ben B"))
    one, other = (make_group(service, coordinator=person) for person in (ann, ben))
    for person, group in ((ann, other), (ben, one)):
        Membership.objects.create(group=group, user=person, joined_at=NOW)
    for group in (one, other):
        make_meeting(group)
    both_hold_something, look_at = Barrier(2), agenda.look_at

    def look_and_wait(*args, **kwargs):
        look_at(*args, **kwargs)
        with suppress(BrokenBarrierError):
            both_hold_something.wait(2)

    monkeypatch.setattr(agenda, "look_at", look_and_wait)

    def choose(person):
        members = Membership.objects.filter(user=person)
        return lambda: set_messages_on_breaks(user=person, members=members, by=person, now=NOW)

    assert at_once(choose(ann), choose(ben)) == [None, None]
    assert set(Membership.objects.values_list("texts_while_resting", flat=True)) == {True}
