from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followon.messaging.models import Message, State
from followon.messaging.services.claiming import LEASE, claim
from followon.messaging.services.sending import send_due
from followon.people.models import PainService, User
from tests.cast import NOW, make_person, make_service, new_mobile

from .kit import queue

COUNT = 40


def test_a_claimed_message_is_leased_to_one_worker(ann, service, answers):
    queue(ann, service)
    (message,) = claim(now=NOW, size=10)
    assert (message.state, message.lease_until) == (State.SENDING, NOW + LEASE)
    assert claim(now=NOW, size=10) == []


@pytest.fixture
def many(transactional_db, answers, now) -> PainService:
    """A text for each of forty people, really committed."""
    service = make_service(now)
    for number in range(COUNT):
        person = make_person(f"P{number} Person", mobile=new_mobile(), service=service)
        queue(person, service)
    return service


def at_once(work, workers: int) -> list:
    """The work in several threads that begin together, each with a connection of its own."""
    barrier = Barrier(workers)

    def run(_: int):
        try:
            barrier.wait(10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))


def test_workers_that_claim_at_once_never_get_the_same_message(many):
    def claim_all():
        mine = []
        while batch := claim(now=NOW, size=3):
            mine += [message.pk for message in batch]
        return mine

    claimed = [pk for mine in at_once(claim_all, 4) for pk in mine]
    assert len(claimed) == len(set(claimed)) == COUNT


def test_workers_that_send_at_once_send_each_message_once(many, notify):
    at_once(lambda: send_due(now=NOW), 3)
    assert len(notify.sent) == COUNT
    assert len({each.reference for each in notify.sent}) == COUNT
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_the_cap_holds_when_workers_send_to_one_person_at_once(transactional_db, notify, now):
    service = make_service(now)
    person = make_person("Pat Person", mobile=new_mobile(), service=service)
    for number in range(12):
        queue(person, service, subject=f"m:{number}")
    at_once(lambda: send_due(now=NOW), 3)
    assert len(notify.sent) == 3


def test_batches_about_the_same_people_at_once_keep_the_cap_and_send_the_rest(many, notify):
    for person in User.objects.all():
        for number in range(3):
            queue(person, many, subject=f"m:{number}")
    at_once(lambda: send_due(now=NOW), 3)
    assert len(notify.sent) == 3 * COUNT
    assert set(Counter(each.to for each in notify.sent).values()) == {3}
    assert Message.objects.filter(state=State.QUEUED).count() == COUNT
