"""Who may open staff pages."""

import pytest
from django.test import Client

from followon.people.models import StaffPost
from followon.people.services.staff import appoint, end_post
from tests.cast import signed_in

pytestmark = pytest.mark.urls("tests.people.staff_pages")


@pytest.mark.parametrize(
    ("name", "staff_page", "lead_page"),
    [
        ("clinician", 200, 404),
        ("lead", 200, 200),
        ("ptv", 404, 404),
        ("member", 404, 404),
    ],
)
def test_pages_of_staff(request, name, staff_page, lead_page):
    browser = signed_in(request.getfixturevalue(name))
    assert browser.get("/for-staff/").status_code == staff_page
    assert browser.get("/for-leads/").status_code == lead_page


def test_nobody_signed_in(db):
    assert Client().get("/for-staff/").url == "/sign-in/?next=/for-staff/"


def test_a_post_that_has_ended(clinician, lead, now):
    browser = signed_in(clinician)
    assert browser.get("/for-staff/").status_code == 200
    end_post(post=StaffPost.objects.get(user=clinician), by=lead, now=now)
    assert browser.get("/for-staff/").status_code == 404


def test_a_lead_who_becomes_clinician(lead, service, now):
    browser = signed_in(lead)
    appoint(user=lead, service=service, role="clinician", by=lead, now=now)
    assert browser.get("/for-leads/").status_code == 404
    assert browser.get("/for-staff/").status_code == 200


def test_without_second_factor_a_post_is_sent_away_without_its_address(clinician):
    browser = signed_in(clinician, second_factor=False)
    assert browser.get("/for-staff/?a=1").url == "/second-step/app/?next=%2Ffor-staff%2F%3Fa%3D1"
    assert browser.post("/for-staff/").url == "/second-step/app/"
