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


def test_wrong_codes_ask_for_the_name_and_then_for_patience(team, programme, gus):
    code = code_on(make(team, programme, gus))
    guesser, address = Client(), reverse("pmp:code")
    for number in range(2, 12):
        page = guesser.post(
            address, {"code": f"AAAA{number:02}".replace("0", "A").replace("1", "B")}
        )
        assert page.status_code == 200
    assert "What is your first name?" in words(guesser.get(address))
    assert errors(guesser.post(address, {"code": code})) == [
        "Enter your first name, as it is on your slip"
    ]
    wrong = guesser.post(address, {"code": code, "first_name": "Nobody"})
    assert errors(wrong) == [
        "That code does not work with that name. Check both, or ask your course team"
    ]
    right = {"code": code, "first_name": gus.user.first_name}
    assert Client().post(address, right).status_code == 302
    for _ in range(19):
        guesser.post(address, {"code": "AAAAAA", "first_name": "Gus"})
    blocked = guesser.post(address, right)
    assert blocked.status_code == 429
    assert "Try again in an hour, use the QR code on it" in words(blocked)
    elsewhere = Client(REMOTE_ADDR="10.0.0.2")
    assert elsewhere.post(address, right).status_code == 302


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
    for _ in range(10):
        wrong = {"code": "AAAAAA"}
        Client(headers={"x-forwarded-for": "192.0.2.1"}).post(reverse("pmp:code"), wrong)
    asked = {
        address: "first name"
        in words(Client(headers={"x-forwarded-for": address}).get(reverse("pmp:code")))
        for address in ("192.0.2.1", "192.0.2.2")
    }
    assert asked == {"192.0.2.1": True, "192.0.2.2": False}
