import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import signed_in
from tests.pmp.make import join
from tests.pmp.views.pages import errors, words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def gus(programme):
    join(programme, "Ann Ash")
    return join(programme, "Gus Gale", mobile="")


def make(team, programme, *people):
    address = reverse("pmp:slips", args=[programme.pk])
    return team.post(address, {"people": [str(one.pk) for one in people]})


def code_on(page) -> str:
    return re.search(r'fo-slip__code">([^<]+)<', page.content.decode())[1]


def test_those_whom_no_message_reaches_are_ticked(team, programme, gus):
    body = team.get(reverse("pmp:slips", args=[programme.pk])).content.decode()
    assert re.findall(r'value="([^"]+)"[^>]*checked', body) == [str(gus.pk)]


def test_a_slip_carries_name_code_and_qr_and_is_never_kept(team, programme, gus):
    page = make(team, programme, gus)
    said = words(page)
    assert "Gus Gale" in said
    assert "Ann Ash" not in said
    assert re.fullmatch(r"[A-Z2-9]{3} [A-Z2-9]{3}", code_on(page))
    assert 'viewBox="0 0' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_code_opens_that_persons_questions(team, programme, gus):
    code = code_on(make(team, programme, gus)).lower()
    page = Client().post(reverse("pmp:code"), {"code": f" {code} "}, follow=True)
    assert "Hello Gus." in words(page)


def test_a_new_slip_ends_the_old_code(team, programme, gus):
    old = code_on(make(team, programme, gus))
    make(team, programme, gus)
    page = Client().post(reverse("pmp:code"), {"code": old})
    assert errors(page) == ["That code does not work. Check it, or ask your course team"]


def test_twenty_wrong_codes_are_enough(team, programme, gus):
    code = code_on(make(team, programme, gus))
    guesser = Client()
    for number in range(20):
        assert guesser.post(reverse("pmp:code"), {"code": f"AAAA{number:02}"}).status_code == 200
    blocked = guesser.post(reverse("pmp:code"), {"code": code})
    assert blocked.status_code == 429
    assert "Try again in an hour, use the QR code on it" in words(blocked)
    elsewhere = Client(REMOTE_ADDR="10.0.0.2")
    assert elsewhere.post(reverse("pmp:code"), {"code": code}).status_code == 302


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "Enter the code from your slip"),
        ("A" * 50, "Enter the 6 letters and numbers of your code"),
        ("ABC", "That code does not work. Check it, or ask your course team"),
    ],
)
def test_codes_that_are_none(db, now, code, message):
    assert errors(Client().post(reverse("pmp:code"), {"code": code})) == [message]


def test_nobody_chosen_and_somebody_of_another_programme(team, programme, gus, participant):
    assert errors(make(team, programme)) == ["Select at least one person"]
    page = team.post(reverse("pmp:slips", args=[programme.pk]), {"people": [str(programme.pk)]})
    assert len(errors(page)) == 1


def test_behind_a_proxy_each_visitor_is_counted_alone(db, now, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        wrong = {"code": f"AAAA{number:02}"}
        Client(headers={"x-forwarded-for": "192.0.2.1"}).post(reverse("pmp:code"), wrong)
    status = {
        address: Client(headers={"x-forwarded-for": address})
        .post(reverse("pmp:code"), {"code": "AAAAAA"})
        .status_code
        for address in ("192.0.2.1", "192.0.2.2")
    }
    assert status == {"192.0.2.1": 429, "192.0.2.2": 200}
