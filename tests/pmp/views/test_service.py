import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from pmp.models import Site
from tests.cast import signed_in
from tests.pmp.views.pages import errors, words

DETAILS = {
    "name": "Severn Vale Pain Service",
    "message_name": "Severn Vale",
    "phone": "0117 496 0123",
    "hours": "Monday to Thursday, 9am to 4pm",
}


@pytest.fixture
def boss(lead):
    return signed_in(lead)


def test_name_phone_and_hours_are_changed(boss, service):
    address = reverse("pmp:service_details", args=[service.pk])
    assert f'value="{service.message_name}"' in boss.get(address).content.decode()
    boss.post(address, DETAILS)
    service.refresh_from_db()
    assert {name: getattr(service, name) for name in DETAILS} == DETAILS
    event = AuditEvent.objects.get(verb="service.described")
    assert event.facts["fields"] == ["name", "message_name", "phone", "hours"]
    boss.post(address, DETAILS)
    assert AuditEvent.objects.filter(verb="service.described").count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("message_name", "Avon Pain", "Take out “Pain”: anyone may see a locked screen"),
        ("message_name", "Ávon", "Texts cannot carry “Á”"),
        ("message_name", "A name that is far too long", "Use 20 letters or fewer"),
        ("phone", "soon", "Enter a phone number, like 0117 496 0123"),
        ("hours", "", "Enter when somebody answers"),
    ],
)
def test_what_is_wrong_stands_beside_it(boss, service, field, typed, said):
    page = boss.post(reverse("pmp:service_details", args=[service.pk]), DETAILS | {field: typed})
    assert errors(page) == [said]
    service.refresh_from_db()
    assert service.name != DETAILS["name"]


def test_another_service_is_not_there(boss, other_service):
    address = reverse("pmp:service_details", args=[other_service.pk])
    assert boss.post(address, DETAILS).status_code == 404
    address = reverse("pmp:site_add", args=[other_service.pk])
    assert boss.post(address, {"name": "Ours now"}).status_code == 404
    assert not Site.objects.exists()


def test_sites_are_added_and_renamed(boss, service, programme):
    page = words(boss.get(reverse("pmp:site_list")))
    assert "Southmead (1 programme)" in page
    boss.post(reverse("pmp:site_add", args=[service.pk]), {"name": " Cossham ", "town": "Bristol"})
    boss.post(reverse("pmp:site_edit", args=[programme.site_id]), {"name": "Southmead North"})
    assert set(Site.objects.values_list("name", "town")) == {
        ("Cossham", "Bristol"),
        ("Southmead North", ""),
    }


def test_no_two_sites_of_one_name(boss, service, programme):
    page = boss.post(reverse("pmp:site_add", args=[service.pk]), {"name": "southmead"})
    assert errors(page) == ["There is a site of that name already"]
    own = reverse("pmp:site_edit", args=[programme.site_id])
    assert boss.post(own, {"name": "Southmead", "town": "Bristol"}).status_code == 302


def test_somebody_else_s_site(boss, other_service):
    site = Site.objects.create(service=other_service, name="Theirs")
    assert boss.get(reverse("pmp:site_edit", args=[site.pk])).status_code == 404
