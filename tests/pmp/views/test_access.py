"""To everybody but the team a programme does not exist."""

import pytest
from django.test import Client
from django.urls import reverse

from pmp.models import Programme
from pmp.services.uploads import upload_file
from tests.cast import NOW, signed_in
from tests.pmp.make import join

SHOWN = [
    "programme_list",
    "programme_create",
    "programme",
    "upload",
    "upload_preview",
    "participant_add",
    "participant",
    "participant_answers",
    "invite",
    "slips",
    "handover",
]
DONE = ["upload_confirm", "upload_discard", "participant_withdraw", "invitation_resend"]


@pytest.fixture
def address(programme, clinician):
    """A page's name → its address."""
    ann = join(programme, "Ann Ash")
    read = upload_file(programme=programme, data=b"Name\nBob\n", by=clinician, now=NOW)
    key_of = {
        "programme_list": [],
        "programme_create": [],
        "upload_preview": [read.pk],
        "upload_confirm": [read.pk],
        "upload_discard": [read.pk],
        "participant": [ann.pk],
        "participant_answers": [ann.pk],
        "participant_withdraw": [ann.pk],
        "invitation_resend": [ann.pk],
    }
    return lambda name: reverse(f"pmp:{name}", args=key_of.get(name, [programme.pk]))


@pytest.mark.parametrize("name", SHOWN)
def test_pages_open_for_the_team(name, address, clinician, lead):
    for user in (clinician, lead):
        assert signed_in(user).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*SHOWN, *DONE])
def test_nobody_else_finds_them(name, address, participant, ptv):
    page = address(name)
    for user in (participant.user, ptv):
        assert signed_in(user).get(page).status_code == 404
        assert signed_in(user).post(page).status_code == 404
    assert Client().get(page).status_code == 302
    assert Client().post(page).status_code == 302


@pytest.mark.parametrize(
    "name", [name for name in [*SHOWN, *DONE] if name not in ("programme_list", "programme_create")]
)
def test_another_services_clinician_finds_nothing(name, address, other_clinician):
    browser = signed_in(other_clinician)
    if name not in DONE:
        assert browser.get(address(name)).status_code == 404
    if name not in ("programme", "participant", "upload_preview", "handover"):
        assert browser.post(address(name)).status_code == 404


def test_another_services_list_is_empty(programme, other_clinician, other_service):
    page = signed_in(other_clinician).get(reverse("pmp:programme_list"))
    assert "Wednesday afternoons" not in page.content.decode()


@pytest.mark.parametrize("name", DONE)
def test_a_get_changes_nothing(name, address, clinician):
    assert signed_in(clinician).get(address(name)).status_code == 405


def test_without_the_second_factor_nothing_opens(address, clinician):
    answer = signed_in(clinician, second_factor=False).get(address("programme"))
    assert answer.status_code == 302
    assert "programmes" not in answer.url.partition("?")[0]


def test_a_volunteer_sees_dates_and_nobodys_answers(programme, ptv, clinician):
    join(programme, "Ann Ash", wish="yes")
    programme.ptvs.add(ptv)
    body = signed_in(ptv).get(reverse("pmp:ptv_programmes")).content.decode()
    assert "Wednesday afternoons" in body
    assert "Wednesday 23 September 2026" in body
    assert "Ann" not in body
    assert signed_in(clinician).get(reverse("pmp:ptv_programmes")).status_code == 404


def test_a_volunteer_beside_no_group_starts_there(ptv, programme):
    assert signed_in(ptv).get("/").url == reverse("pmp:ptv_programmes")


def test_a_volunteer_of_no_programme(ptv, programme):
    body = signed_in(ptv).get(reverse("pmp:ptv_programmes")).content.decode()
    assert "You are not on a programme now" in body
    assert Programme.objects.count() == 1
