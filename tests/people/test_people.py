"""Adding people and their contacts."""

import pytest
from django.db import IntegrityError

from followon.audit.models import AuditEvent
from followon.people.models import Contact, ContactKind, Preference, Reach, User
from followon.people.queries.contacts import can_be_spared, people_at, usable_contacts
from followon.people.services import contacts, people
from tests.cast import NOW, make_person


def values(user: User) -> dict[str, str]:
    return dict(user.contacts.values_list("kind", "value"))


def events(subject: object) -> list[str]:
    return sorted(AuditEvent.objects.filter(subject=str(subject.pk)).values_list("verb", flat=True))


def test_everything_given(service, clinician, now):
    user = people.add_person(
        full_name="  Ann   Marie Example ",
        mobile="7700900123",
        email=" Ann@Example.COM ",
        landline="0117 496 0123",
        by=clinician,
        service=service,
        now=now,
    )
    assert (user.full_name, user.preferred_name) == ("Ann Marie Example", "Ann")
    assert not user.has_usable_password()
    assert values(user) == {
        "mobile": "+447700900123",
        "email": "ann@example.com",
        "landline": "+441174960123",
    }
    assert events(user) == ["contact.set", "contact.set", "contact.set", "person.added"]
    added = AuditEvent.objects.get(subject=str(user.pk), verb="person.added")
    assert (added.actor, added.service, added.at) == (str(clinician.pk), str(service.pk), now)


@pytest.mark.parametrize(
    ("given", "reach"),
    [
        ({"mobile": "07700 900123", "email": "a@example.com"}, Reach.TEXT),
        ({"email": "a@example.com"}, Reach.EMAIL),
        ({"landline": "0117 496 0123"}, Reach.CALL),
        ({}, Reach.LETTER),
    ],
)
def test_reached_by_what_there_is(db, given, reach):
    assert make_person("Ann Example", **given).preference.reach == reach


def test_a_contact_that_cannot_be_read_adds_nobody(db):
    with pytest.raises(ValueError, match="Enter a mobile number"):
        make_person("Ann Example", mobile="0117 496 0123")
    assert not User.objects.exists()
    assert not AuditEvent.objects.exists()


def test_without_the_audit_event_nothing_is_saved(db, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no audit")

    monkeypatch.setattr(contacts, "record", broken)
    with pytest.raises(RuntimeError):
        make_person("Ann Example", mobile="07700 900123")
    assert (User.objects.count(), Contact.objects.count(), Preference.objects.count()) == (0, 0, 0)


def test_a_new_number_replaces_the_old_one(db):
    user = make_person("Ann Example", mobile="07700 900123", email="a@example.com")
    contacts.set_contact(user=user, kind=ContactKind.MOBILE, raw="07700 900124", by=user, now=NOW)
    assert values(user) == {"mobile": "+447700900124", "email": "a@example.com"}


def test_the_same_number_again_keeps_its_proofs_and_lives_again(db):
    user = make_person("Ann Example", mobile="07700 900123")
    contact = user.contacts.get()
    contacts.mark_verified(contact=contact, now=NOW)
    contacts.mark_dead(contact=contact, now=NOW)
    assert usable_contacts(user) == []
    again = contacts.set_contact(
        user=user, kind=ContactKind.MOBILE, raw="+447700900123", by=user, now=NOW
    )
    assert (again.pk, again.verified_at, again.dead_since) == (contact.pk, NOW, None)
    assert usable_contacts(user) == [again]


def test_a_delivery_proves_a_contact_and_revives_it(db):
    contact = make_person("Ann Example", mobile="07700 900123").contacts.get()
    contacts.mark_dead(contact=contact, now=NOW)
    contacts.mark_proven(contact=contact, now=NOW)
    contact.refresh_from_db()
    assert (contact.proven_at, contact.verified_at, contact.dead_since) == (NOW, None, None)


def test_two_people_may_share_a_number_but_one_has_it_once(db):
    ann = make_person("Ann Example", mobile="07700 900123")
    bob = make_person("Bob Example", mobile="07700 900123")
    assert people_at("mobile", "+447700900123") == [ann, bob]
    with pytest.raises(IntegrityError):
        Contact.objects.create(user=ann, kind="mobile", value="+447700900123")


def test_the_last_contact_to_sign_in_with_cannot_be_spared(db):
    user = make_person("Ann Example", mobile="07700 900123", landline="0117 496 0123")
    mobile, landline = user.contacts.get(kind="mobile"), user.contacts.get(kind="landline")
    assert not can_be_spared(mobile)
    assert can_be_spared(landline)
    contacts.set_contact(user=user, kind=ContactKind.EMAIL, raw="a@example.com", by=user, now=NOW)
    assert can_be_spared(mobile)


def test_audit_holds_no_contact(db):
    make_person("Ann Example", mobile="07700 900123", email="a@example.com")
    facts = str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert "900123" not in facts
    assert "example.com" not in facts
    assert "Ann" not in facts
