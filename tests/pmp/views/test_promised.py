from datetime import timedelta

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.messaging.models import Message, State
from followon.messaging.services.outbox import enqueue
from followon.people.services.contacts import mark_dead, mark_proven
from pmp.models import CLOSES, ReachingTry, What
from pmp.queries.promised import described, promised
from pmp.services.promised import note_try
from tests.cast import NOW, make_programme, signed_in
from tests.groups.make import make_place
from tests.pmp.make import crowd, join
from tests.pmp.views.pages import errors, words
from tests.pmp.views.test_checklist import hand

TODAY = NOW.date()


@pytest.fixture
def over(service, clinician):
    """A programme whose last session was exactly 14 days ago."""
    ended = make_programme(service, by=clinician, now=NOW)
    last = ended.sessions.last().date
    for session in ended.sessions.all():
        session.date -= last - TODAY + timedelta(days=14)
        session.save(update_fields=["date"])
    return ended


@pytest.fixture
def ann(over):
    return join(over, "Ann Ash", wish="yes")


def names(clinician, on=TODAY) -> list[str]:
    return [one.user.full_name for one in promised(clinician, on)]


def test_who_said_yes_and_heard_nothing_is_listed_from_the_fourteenth_day(clinician, ann):
    assert names(clinician, TODAY - timedelta(days=1)) == []
    assert names(clinician) == ["Ann Ash"]
    assert names(clinician, TODAY + timedelta(days=350)) == ["Ann Ash"]
    assert names(clinician, TODAY + timedelta(days=351)) == []


def test_a_proven_contact_is_proof_until_it_dies(clinician, ann):
    contact = ann.user.contacts.get()
    mark_proven(contact=contact, now=NOW)
    assert names(clinician) == []
    mark_dead(contact=contact, now=NOW)
    assert names(clinician) == ["Ann Ash"]


@pytest.mark.parametrize("wish", ["no", "maybe", ""])
def test_nobody_else_was_promised_anything(clinician, over, wish):
    join(over, "Bob Birch", wish=wish)
    assert names(clinician) == []


def test_a_maybe_who_is_in_the_group_was(clinician, over, ann):
    bob = join(over, "Bob Birch", wish="maybe")
    hand(over, [ann, bob], clinician)
    assert names(clinician) == ["Ann Ash", "Bob Birch"]


def test_who_left_the_programme_and_another_service(clinician, other_clinician, ann):
    assert names(other_clinician) == []
    ann.withdrawn_at = NOW
    ann.save(update_fields=["withdrawn_at"])
    assert names(clinician) == []


@pytest.mark.parametrize("what", What.values)
def test_a_try_stays_and_an_end_takes_them_off_the_list(clinician, ann, what):
    note_try(participant=ann, what=what, by=clinician, now=NOW)
    assert (names(clinician) == []) is (what in CLOSES)
    event = AuditEvent.objects.get(verb="participant.reached_out")
    assert event.facts["what"] == what


def test_what_was_tried_is_said(clinician, over, ann):
    enqueue(
        kind="invitation",
        recipient=ann.user,
        service=over.service,
        subject=f"participant:{ann.pk}",
        now=NOW,
    )
    Message.objects.filter(recipient=ann.user).update(state=State.SENDING, lease_until=NOW)
    Message.objects.filter(recipient=ann.user).update(state=State.FAILED, lease_until=None)
    note_try(participant=ann, what=What.LEFT_WORD, by=clinician, now=NOW)
    page = words(signed_in(clinician).get(reverse("pmp:promised", args=[ann.pk])))
    assert "did not arrive" in page
    assert "I rang and left a message (Wed 9 September)" in page


def test_how_to_reach_them_is_shown_on_asking_and_written_down(clinician, ann):
    client = signed_in(clinician)
    number = ann.user.contacts.get().value
    page = client.get(reverse("pmp:promised", args=[ann.pk]))
    assert number not in page.content.decode()
    page = client.post(reverse("pmp:promised_look", args=[ann.pk]))
    assert f"tel:{number}" in page.content.decode()
    event = AuditEvent.objects.get(verb="contacts.seen")
    assert (event.actor, event.facts["why"]) == (str(clinician.pk), "promised_contact")


def test_noting_on_the_page(clinician, ann):
    client = signed_in(clinician)
    address = reverse("pmp:promised", args=[ann.pk])
    assert errors(client.post(address)) == ["Select what you have done"]
    client.post(address, {"what": "letter"})
    page = client.post(address, {"what": "spoke"}, follow=True)
    assert "Ann Ash is no longer on the list" in words(page)
    assert list(ReachingTry.objects.order_by("pk").values_list("what", flat=True)) == [
        "letter",
        "spoke",
    ]
    assert client.get(address).status_code == 404


def test_a_new_number_counts_once_something_arrives_there(clinician, ann):
    client, before = signed_in(clinician), ann.user.contacts.get()
    mark_dead(contact=before, now=NOW)
    address = reverse("pmp:promised_contact", args=[ann.pk])
    assert errors(client.post(address, {"kind": "mobile", "value": "077"})) != []
    assert errors(client.post(address)) == ["Select what it is", "Enter the number or address"]
    page = client.post(address, {"kind": "mobile", "value": "07700 900777"}, follow=True)
    assert "Messages to Ann go there from now on" in words(page)
    contact = ann.user.contacts.get()
    assert (contact.value, names(clinician)) == ("+447700900777", ["Ann Ash"])
    mark_proven(contact=contact, now=NOW)
    assert names(clinician) == []


def test_the_letter_says_the_date_and_no_address(clinician, over, ann):
    client, address = signed_in(clinician), reverse("pmp:promised_letter", args=[ann.pk])
    page = words(client.get(address))
    assert "Dear Ann Ash," in page
    assert "We have not forgotten you." in page
    group = hand(over, [ann, join(over, "Bob Birch", wish="yes")], clinician)
    group.meetings.update(place=make_place(group))
    page = words(client.get(address))
    assert "The next date is Friday 9 October 2026, 2pm. It is in Bristol." in page
    assert not {"Bob", "Bakery", "North", str(ann.user.contacts.get().value)} & set(page.split())


@pytest.mark.parametrize("name", ["promised_contact", "promised_letter"])
def test_another_service_sees_and_sets_nothing(other_clinician, ann, name):
    client, address = signed_in(other_clinician), reverse(f"pmp:{name}", args=[ann.pk])
    assert client.get(address).status_code == 404
    client.post(address, {"kind": "mobile", "value": "07700 900777"})
    assert ann.user.contacts.get().value != "+447700900777"


def test_the_dashboard_counts_them(clinician, ann):
    page = words(signed_in(clinician).get(reverse("pmp:dashboard")))
    assert "1 person said yes and may not have been reached" in page


def test_the_list_asks_as_much_for_thirty_as_for_one(
    clinician, over, ann, django_assert_num_queries
):
    with django_assert_num_queries(4):
        described(list(promised(clinician, TODAY)))
    crowd(over, ["yes"] * 29)
    with django_assert_num_queries(4):
        assert len(described(list(promised(clinician, TODAY)))) == 30
