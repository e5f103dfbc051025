"""Staff: a code from us, and then a code from an app."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client

from followon.messaging.models import Message
from followon.people.access import passed_second_factor
from followon.people.services.staff import appoint
from tests.cast import (
    NOW,
    TOTP_SECRET,
    give_authenticator,
    make_group,
    make_person,
    sign_in,
    signed_in,
    totp_code,
)

from .signing_in import ASK, SECOND_STEP, SET_UP, WHO, sign_in_with, who

EMAIL = "carys@example.org"
STAFF_PAGE = "/for-staff/"
CODES = "/second-step/codes/"

pytestmark = pytest.mark.urls("tests.people.staff_pages")


def set_up(client: Client, **kwargs) -> str:
    """Set up the app and return its secret."""
    client.get(SET_UP, **kwargs)
    secret = client.session[SECRET_SESSION_KEY]
    assert client.post(SET_UP, {"code": totp_code(secret)}).url == CODES
    return secret


def test_first_sign_in_sets_up_the_app_and_goes_on_to_the_page(client, clinician):
    assert sign_in_with(client, EMAIL).url == "/"
    sent_away = client.get(STAFF_PAGE)
    assert (sent_away.status_code, sent_away.url) == (302, f"{SET_UP}?next=%2Ffor-staff%2F")

    html = client.get(sent_away.url).content.decode()
    secret = client.session[SECRET_SESSION_KEY]
    assert "<svg" in html
    assert "style=" not in html
    assert secret in html.replace(" ", "")

    assert client.post(SET_UP, {"code": totp_code(secret)}).url == CODES
    html = client.get(CODES).content.decode()
    assert len(re.findall(r"<strong>\d{4} \d{4}</strong>", html)) == 10
    assert f'href="{STAFF_PAGE}"' in html
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_wrong_first_code_sets_up_nothing(client, clinician):
    sign_in_with(client, EMAIL)
    client.get(SET_UP)
    response = client.post(SET_UP, {"code": "000000"})
    assert response.status_code == 200
    assert "That code is not right" in response.content.decode()
    assert not Authenticator.objects.exists()
    assert client.get(STAFF_PAGE).status_code == 302


def test_second_sign_in_asks_for_the_app_before_there_is_a_session(client, clinician):
    give_authenticator(clinician)
    assert sign_in_with(client, EMAIL).url == SECOND_STEP
    assert who(client) is None
    assert client.get("/details/").url == f"{ASK}?next=/details/"

    wrong = client.post(SECOND_STEP, {"code": "000000"})
    assert "That code is not right" in wrong.content.decode()
    assert who(client) is None

    assert client.post(SECOND_STEP, {"code": totp_code()}).url == "/"
    assert who(client) == clinician
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_code_from_the_app_is_good_once(clinician):
    give_authenticator(clinician)
    first, second = Client(), Client()
    sign_in_with(first, EMAIL)
    first.post(SECOND_STEP, {"code": totp_code()})
    code = totp_code()
    with time_machine.travel(NOW + timedelta(seconds=31), tick=False):
        sign_in_with(second, EMAIL)
        second.post(SECOND_STEP, {"code": code})
        assert who(second) is None
        second.post(SECOND_STEP, {"code": totp_code()})
        assert who(second) == clinician


def test_guessing_the_app_code_ends(client, clinician):
    give_authenticator(clinician)
    sign_in_with(client, EMAIL)
    for _ in range(5):
        client.post(SECOND_STEP, {"code": "000000"})
    response = client.post(SECOND_STEP, {"code": totp_code()})
    assert "too many" in response.content.decode()
    assert who(client) is None


def test_a_recovery_code_works_once(clinician):
    browser = Client()
    sign_in_with(browser, EMAIL)
    set_up(browser)
    codes = re.findall(r"<strong>(\d{4} \d{4})</strong>", browser.get(CODES).content.decode())
    for _ in range(2):
        browser = Client()
        sign_in_with(browser, EMAIL)
        browser.post(SECOND_STEP, {"code": codes[0]})
        if _ == 0:
            assert who(browser) == clinician
    assert who(browser) is None


def test_a_session_without_the_second_factor_opens_no_staff_page(clinician):
    """As stolen from before the app was set up, or from somebody's long session as a member."""
    stolen = signed_in(clinician, second_factor=False)
    give_authenticator(clinician)
    response = stolen.get(STAFF_PAGE)
    assert (response.status_code, response.url) == (302, "/second-step/again/?next=%2Ffor-staff%2F")
    assert stolen.get(SET_UP).status_code == 302
    for path in (CODES, "/second-step/app/remove/", "/second-step/codes/new/"):
        assert not re.search(r"<strong>\d{4} \d{4}</strong>", stolen.get(path).content.decode())
        stolen.post(path)
    assert Authenticator.objects.filter(user=clinician, type="totp").exists()

    stolen.post("/second-step/again/?next=/for-staff/", {"code": "000000"})
    assert stolen.get(STAFF_PAGE).status_code == 302
    stolen.post("/second-step/again/?next=/for-staff/", {"code": totp_code()})
    assert stolen.get(STAFF_PAGE).status_code == 200


def test_a_member_who_becomes_staff_must_set_up_a_second_factor(service, now):
    user = make_person("Mo Member", mobile="07700 900001")
    make_group(service, coordinator=user)
    browser = Client()
    sign_in_with(browser, "07700 900001")
    assert browser.session.get_expiry_age() == 90 * 24 * 3600
    appoint(user=user, service=service, role="clinician", by=None, now=now)
    assert browser.get(STAFF_PAGE).url.startswith(SET_UP)
    set_up(browser)
    assert browser.get(STAFF_PAGE).status_code == 200
    assert browser.session.get_expiry_age() == 12 * 3600

    again = Client()
    assert sign_in_with(again, "07700 900001").url == SECOND_STEP


def test_the_second_factor_is_asked_of_the_one_who_was_chosen(client, service, clinician):
    partner = make_person("Pat Partner", email=EMAIL)
    make_group(service, coordinator=partner)
    give_authenticator(clinician)
    assert sign_in_with(client, EMAIL).url == WHO
    assert client.post(WHO, {"person": str(clinician.pk)}).url == SECOND_STEP
    assert who(client) is None
    client.post(SECOND_STEP, {"code": totp_code()})
    assert who(client) == clinician

    other = Client()
    sign_in_with(other, EMAIL)
    assert other.post(WHO, {"person": str(partner.pk)}).url == "/"
    assert who(other) == partner
    assert other.get(STAFF_PAGE).status_code == 404


def test_staff_are_signed_out_after_twelve_idle_hours(client, clinician):
    sign_in(client, clinician)
    assert client.get(STAFF_PAGE).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=11), tick=False):
        assert client.get(STAFF_PAGE).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=22), tick=False):
        assert client.get(STAFF_PAGE).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=34, seconds=1), tick=False):
        assert client.get(STAFF_PAGE).url == f"{ASK}?next={STAFF_PAGE}"


def test_removing_the_app_and_setting_up_another(client, clinician):
    give_authenticator(clinician)
    sign_in_with(client, EMAIL)
    client.post(SECOND_STEP, {"code": totp_code()})
    assert client.get("/second-step/app/remove/").url.startswith("/second-step/again/")
    with time_machine.travel(NOW + timedelta(seconds=91), tick=False):
        client.post("/second-step/again/?next=/second-step/app/remove/", {"code": totp_code()})
        assert client.post("/second-step/app/remove/").url == "/second-step/"
        assert not Authenticator.objects.exists()


def test_the_seed_is_not_in_the_database_in_clear(clinician):
    give_authenticator(clinician)
    assert TOTP_SECRET not in str(Authenticator.objects.get().data)


@pytest.mark.django_db(transaction=True)
def test_a_notice_tells_them_that_an_app_was_set_up(client, clinician):
    sign_in_with(client, EMAIL)
    set_up(client)
    notice = Message.objects.get(kind="account_notice")
    assert notice.recipient == clinician
    assert notice.facts == {"what": "mfa/email/totp_activated"}


def test_a_record_of_somebody_else_does_not_count(rf, clinician, lead):
    browser = signed_in(lead)
    request = rf.get("/")
    request.session, request.user = browser.session, clinician
    assert not passed_second_factor(request)
    request.user = lead
    assert passed_second_factor(request)


def test_whoever_runs_the_site_resets_the_second_step_of_a_post(clinician):
    signed_in(clinician)
    post = clinician.posts.get()
    call_command("reset_second_step", post.pk)
    assert not Authenticator.objects.filter(user=clinician).exists()
    for number in (post.pk, 0):
        with pytest.raises(CommandError):
            call_command("reset_second_step", number)
