"""How services speak and which ways are open is read once a second, and at once where it must."""

from types import SimpleNamespace

from followon.messaging.services import surroundings
from followon.messaging.services.sending import send_due
from followon.messaging.services.surroundings import Surroundings
from tests.cast import NOW, make_person, make_service, new_mobile

from .kit import queue

READS = 4  # own words, who reads replies, the orders of ways, the ways that rest


def text_of(service):
    return SimpleNamespace(service_id=service.pk, channel="text", way="")


def test_it_is_read_once_for_many_batches(service, django_assert_num_queries):
    around = Surroundings(NOW)
    with django_assert_num_queries(READS):
        for _batch in range(3):
            around.of([text_of(service)])


def test_it_is_read_anew_after_a_second_and_for_another_service(
    service, monkeypatch, django_assert_num_queries
):
    around = Surroundings(NOW)
    other = make_service(message_name="Other")
    around.of([text_of(service)])
    with django_assert_num_queries(READS):
        around.of([text_of(other)])
        around.of([text_of(service)])
    monkeypatch.setattr(surroundings, "ASKED_EVERY", 0.0)
    with django_assert_num_queries(READS):
        around.of([text_of(service)])


def test_what_is_forgotten_is_read_anew(service):
    around = Surroundings(NOW)
    first = around.of([text_of(service)])
    assert around.of([text_of(service)]) is first
    around.forget()
    assert around.of([text_of(service)]) is not first


def test_a_shift_asks_again_as_soon_as_something_fails(service, notify, monkeypatch):
    forgotten, forget = [], Surroundings.forget

    def noting(self):
        forgotten.append(self)
        forget(self)

    monkeypatch.setattr(Surroundings, "forget", noting)
    queue(make_person("P Person", mobile=new_mobile()), service)
    send_due(now=NOW)
    assert len(forgotten) == 1  # to begin with
    queue(make_person("Q Person", mobile=new_mobile()), service)
    notify.rate_limit()
    send_due(now=NOW)
    assert len(forgotten) == 3
