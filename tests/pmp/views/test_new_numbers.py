"""Numbers and addresses that nothing reaches: who has one, who else reaches them, a new one."""

from datetime import timedelta

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from followon.people.models import Contact, PainService, Role
from followon.people.services.contacts import mark_dead, mark_proven, set_contact
from followon.people.services.staff import appoint
from groups.services.members import leave
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, signed_in
from tests.groups.make import make_meeting, member_of
from tests.messaging.kit import in_state

from .pages import errors, words
from .test_messages import SOON, to

LIST = "/messages/new-numbers/"


def dead(user, kind=None):
    contacts = user.contacts.filter(kind=kind) if kind else user.contacts
    contact = contacts.get()
    mark_dead(contact=contact, now=NOW - timedelta(days=2))
    return contact


def page(user, url=LIST):
    return words(signed_in(user).get(url))


def test_nobody(clinician):
    assert "None. Every number and address works" in page(clinician)


def test_who_what_was_tried_and_who_can_be_asked(clinician, group, coordinator, member):
    meeting = make_meeting(group, on=SOON, by=coordinator)
    contact = dead(member)
    in_state(to(member, meeting), "undeliverable")
    shown = page(clinician)
    assert "Moira: email, Bedminster group" in shown
    assert "Nothing has arrived since Mon 7 September." in shown
    assert "1 message failed, the last on Wed 9 September." in shown
    assert "Nothing else reaches them. Ask Corinne of the group." in shown
    assert contact.value not in shown
    overview = page(clinician, "/messages/")
    assert "Needs a new number or address (1)" in overview


def test_another_way_that_works_is_said(clinician, group, deputy):
    dead(deputy, "mobile")
    assert "Their email still works." in page(clinician)


def test_a_participant_of_a_programme_that_runs(clinician, participant, now):
    dead(participant.user)
    assert "Wednesday afternoons" in page(clinician)
    withdraw_participant(participant=participant, by=clinician, now=now)
    assert "None." in page(clinician)


def test_who_left_the_group_is_no_longer_the_service_s_concern(clinician, group, member, now):
    dead(member)
    leave(member=member_of(group, member), reason="", by=member, now=now)
    assert "None." in page(clinician)


def test_a_new_number_takes_its_place_and_it_leaves_the_list(clinician, group, coordinator):
    contact = dead(coordinator)
    url = f"{LIST}{contact.pk}/"
    assert "A new mobile for Corinne" in page(clinician, url)
    client = signed_in(clinician)
    assert errors(client.post(url, {"value": "12"})) == ["Enter a mobile number, like 07700 900123"]
    said = words(client.post(url, {"value": "07700 900 777"}, follow=True))
    assert "Saved. Messages to Corinne go there from now on." in said
    assert "None." in said
    new = Contact.objects.get(user=coordinator)
    assert (new.value, new.dead_since, new.verified_at) == ("+447700900777", None, None)
    event = AuditEvent.objects.get(
        verb="contact.set", subject=str(coordinator.pk), actor=str(clinician.pk)
    )
    assert event.facts["kind"] == "mobile"


def test_other_numbers_are_shown_to_who_says_why_and_that_is_kept(clinician, group, deputy):
    contact = dead(deputy, "mobile")
    url = f"{LIST}{contact.pk}/look/"
    client = signed_in(clinician)
    assert "dev@example.com" not in page(clinician, f"{LIST}{contact.pk}/")
    refused = client.post(url)
    assert errors(refused) == ["Select why you need to see them"]
    assert "dev@example.com" not in words(refused)
    assert not AuditEvent.objects.filter(verb="contacts.seen").exists()
    assert "dev@example.com" in words(client.post(url, {"why": "new_number"}))
    event = AuditEvent.objects.get(verb="contacts.seen")
    assert (event.actor, event.subject) == (str(clinician.pk), str(deputy.pk))
    assert (event.service, event.facts) == (str(group.service_id), {"why": "new_number"})


def test_where_the_audit_fails_nothing_is_shown(clinician, group, deputy, monkeypatch):
    contact = dead(deputy, "mobile")
    monkeypatch.setattr("followon.people.services.contacts.record", lambda *args, **kwargs: 1 / 0)
    client = signed_in(clinician)
    with pytest.raises(ZeroDivisionError):
        client.post(f"{LIST}{contact.pk}/look/", {"why": "urgent"})


def test_staff_of_another_service_find_nobody(other_clinician, group, member):
    contact = dead(member)
    assert "None." in page(other_clinician)
    client = signed_in(other_clinician)
    for answer in (
        client.get(f"{LIST}{contact.pk}/"),
        client.post(f"{LIST}{contact.pk}/", {"value": "a@example.com"}),
        client.post(f"{LIST}{contact.pk}/look/", {"why": "urgent"}),
    ):
        assert answer.status_code == 404
    assert Contact.objects.get(user=member) == contact


def test_a_number_that_works_has_no_such_page(clinician, group, member):
    contact = member.contacts.get()
    assert signed_in(clinician).get(f"{LIST}{contact.pk}/").status_code == 404


@pytest.mark.parametrize("first", ["Aaa pain service", "Zzz pain service"])
def test_who_works_for_two_services_acts_for_the_one_of_the_person(
    clinician, service, other_service, group, member, first
):
    """Whichever of the two comes first by name: neither member nor audit learns of the other."""
    appoint(user=clinician, service=other_service, role=Role.CLINICIAN, by=None, now=NOW)
    PainService.objects.filter(pk=other_service.pk).update(name=first)
    mark_proven(contact=member.contacts.get(), now=NOW)
    add_contact = {"user": member, "kind": "mobile", "raw": "07700 900321", "by": None, "now": NOW}
    mark_proven(contact=set_contact(**add_contact), now=NOW)
    contact = dead(member, "email")
    client = signed_in(clinician)
    client.post(f"{LIST}{contact.pk}/look/", {"why": "urgent"})
    client.post(f"{LIST}{contact.pk}/", {"value": "new@example.com"})
    assert AuditEvent.objects.get(verb="contacts.seen").service == str(service.pk)
    assert Message.objects.get(kind="contact_changed").service == service
