"""The commands that make the first service and its people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from followon.messaging.queries.replying import replies_on
from followon.people.models import Contact, PainService, StaffPost

pytestmark = pytest.mark.django_db
GIVEN = {
    "message_name": "Severn Vale Groups",
    "phone": "0117 496 0123",
    "lead_name": "Gareth Lindqvist",
    "lead_email": "Gareth@Example.com",
}


def test_a_service_is_made_with_its_lead():
    call_command("start_service", "Severn Vale", **GIVEN, stdout=StringIO())
    post = StaffPost.objects.get()
    assert (post.service.name, post.role) == ("Severn Vale", "lead")
    assert Contact.objects.get().value == "gareth@example.com"


def test_a_new_service_is_whole_its_lead_reads_and_replies_are_on():
    call_command("start_service", "Severn Vale", **GIVEN, stdout=StringIO())
    service, lead = PainService.objects.get(), StaffPost.objects.get().user
    assert list(service.readers.values_list("user", flat=True)) == [lead.pk]
    assert replies_on([service.pk]) == {service.pk}


def test_another_reader_can_be_named_at_once():
    reader = {"reader_name": "Priya Ramsbottom", "reader_email": "priya@example.com"}
    call_command("start_service", "Severn Vale", **GIVEN | reader, stdout=StringIO())
    named = PainService.objects.get().readers.get().user
    assert (named.full_name, named.posts.get().role) == ("Priya Ramsbottom", "clinician")


@pytest.mark.parametrize("half", [{"reader_name": "Priya"}, {"reader_email": "p@example.com"}])
def test_half_a_reader_is_refused(half):
    with pytest.raises(CommandError, match="together"):
        call_command("start_service", "Severn Vale", **GIVEN | half, stdout=StringIO())
    assert not PainService.objects.exists()


def test_nothing_is_made_when_the_address_cannot_be_read():
    with pytest.raises(CommandError, match="--lead-email"):
        call_command("start_service", "Severn Vale", **GIVEN | {"lead_email": "gareth"})
    assert not PainService.objects.exists()


def test_a_clinician_is_added_to_a_service():
    call_command("start_service", "Severn Vale", **GIVEN, stdout=StringIO())
    service = PainService.objects.get()
    call_command(
        "add_staff",
        str(service.pk),
        "clinician",
        name="Priya Ramsbottom",
        email="priya@example.com",
        stdout=StringIO(),
    )
    assert set(StaffPost.objects.values_list("role", flat=True)) == {"lead", "clinician"}


def test_somebody_whom_no_code_could_reach_is_refused():
    call_command("start_service", "Severn Vale", **GIVEN, stdout=StringIO())
    with pytest.raises(CommandError, match="--email or --mobile"):
        call_command("add_staff", str(PainService.objects.get().pk), "ptv", name="Desmond Hale")


def test_the_name_in_messages_says_nothing_about_health():
    with pytest.raises(CommandError, match=r"nothing about health: Pain\."):
        call_command("start_service", "Severn Vale", **GIVEN | {"message_name": "Vale Pain Groups"})
    assert not PainService.objects.exists()
