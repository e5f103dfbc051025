"""At the next visit after nothing arrived: is it still right?"""

import pytest

from followon.audit.models import AuditEvent
from followon.people.models import Contact
from followon.people.services.contacts import mark_dead, mark_proven
from tests.cast import NOW, make_group, make_person, signed_in

ASKED = "We could not reach you at"
RIGHT = "/details/contact/mobile/still-right/"
PAGES = ["/home/", "/details/"]


@pytest.fixture
def ann(service):
    ann = make_person("Ann Example", mobile="07700 900123", email="ann@example.com")
    make_group(service, coordinator=ann, others=(make_person("Bob Brown", mobile="07700 900124"),))
    return ann


@pytest.fixture
def mobile(ann):
    contact = ann.contacts.get(kind="mobile")
    mark_dead(contact=contact, now=NOW)
    return contact


def words(client, page):
    return client.get(page).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_they_are_asked_with_the_whole_number(ann, mobile, page):
    html = words(signed_in(ann), page)
    assert f"{ASKED} 07700 900123" in html
    assert "Yes, try it again" in html


@pytest.mark.parametrize("page", PAGES)
def test_whom_messages_reach_is_not_asked(ann, page):
    assert ASKED not in words(signed_in(ann), page)


def test_nobody_else_sees_it(ann, mobile):
    bob = Contact.objects.get(value="+447700900124").user
    group = ann.memberships.get().group_id
    assert ASKED not in words(signed_in(bob), "/home/")
    assert "900123" not in words(signed_in(bob), f"/groups/{group}/")


def test_somebody_in_no_group_is_asked_too(service):
    eve = make_person("Eve East", mobile="07700 900300")
    mark_dead(contact=eve.contacts.get(), now=NOW)
    assert ASKED in words(signed_in(eve), "/")


def test_yes_tries_again_with_a_trace_and_only_twice(ann, mobile):
    client = signed_in(ann)
    for _ in range(2):
        assert client.post(RIGHT).url == "/details/"
        mobile.refresh_from_db()
        assert mobile.dead_since is None
        mark_dead(contact=mobile, now=NOW)
    assert "Yes, try it again" not in words(client, "/home/")
    client.post(RIGHT)
    mobile.refresh_from_db()
    assert mobile.dead_since == NOW
    assert AuditEvent.objects.filter(verb="contact.tried_again", actor=str(ann.pk)).count() == 2


def test_what_arrives_after_all_begins_the_count_anew(ann, mobile):
    signed_in(ann).post(RIGHT)
    mark_dead(contact=mobile, now=NOW)
    mark_proven(contact=mobile, now=NOW)
    mobile.refresh_from_db()
    assert (mobile.dead_since, mobile.second_chances) == (None, 0)


def test_proving_it_with_a_code_brings_it_back(ann, mobile):
    from followon.messaging.models import Message

    client = signed_in(ann)
    client.post("/details/contact/mobile/", {"value": "07700 900123"})
    code = Message.objects.get(kind="contact_code").facts["secret"]
    client.post("/details/contact/mobile/code/", {"code": code})
    mobile.refresh_from_db()
    assert mobile.dead_since is None


def test_remove_it(ann, mobile):
    client = signed_in(ann)
    client.post("/details/contact/mobile/remove/")
    assert list(ann.contacts.values_list("kind", flat=True)) == ["email"]
    assert ASKED not in words(client, "/home/")


def test_staff_are_asked_on_their_first_page(clinician):
    """A reader of concerns whose address is dead hears of none."""
    mark_dead(contact=clinician.contacts.get(), now=NOW)
    assert f"{ASKED} carys@example.org" in words(signed_in(clinician), "/dashboard/")
