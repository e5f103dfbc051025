"""Signing in with a code, by text and by e-mail."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from followon.messaging.models import Message
from followon.people.models import ContactKind
from followon.people.services.contacts import set_contact
from tests.cast import NOW, make_group, make_person

from .signing_in import (
    ASK,
    CODE,
    WHO,
    ask_for_code,
    code_for,
    codes_sent,
    enter,
    sign_in_with,
    who,
    wrong,
)

MOBILE, EMAIL = "07700 900001", "only@example.com"


@pytest.fixture
def by_text(service, now):
    """A member who has a mobile and nothing else."""
    user = make_person("Tess Text", mobile=MOBILE)
    make_group(service, coordinator=user)
    return user


@pytest.fixture
def by_email(service, now):
    """A member who has an e-mail address and nothing else."""
    user = make_person("Emil Email", email=EMAIL)
    make_group(service, coordinator=user)
    return user


def test_by_text_for_somebody_who_has_just_a_mobile(client, by_text):
    response = ask_for_code(client, "+44 7700 900001")
    assert (response.status_code, response.url) == (302, CODE)

    message = Message.objects.get(kind="sign_in_code")
    assert message.channel == "text"
    assert message.contact.value == "+447700900001"
    assert message.send_before == NOW + timedelta(minutes=10)

    response = enter(client, codes_sent()[0])
    assert (response.status_code, response.url) == (302, "/")
    assert who(client) == by_text
    assert by_text.contacts.get().verified_at == NOW


def test_by_email_for_somebody_who_has_just_that(client, by_email):
    assert sign_in_with(client, " Only@Example.com ").url == "/"
    assert who(client) == by_email
    assert Message.objects.get(kind="sign_in_code").channel == "email"
    assert by_email.contacts.get().verified_at == NOW


def test_code_typed_with_spaces(client, by_text):
    code = code_for(client, MOBILE)
    enter(client, f" {code[:3]} {code[3:]} ")
    assert who(client) == by_text


def test_a_wrong_code_says_so_and_the_right_one_still_works(client, by_text):
    code = code_for(client, MOBILE)
    response = enter(client, wrong(code))
    assert response.status_code == 200
    assert "That code is not right" in response.content.decode()
    assert who(client) is None
    enter(client, code)
    assert who(client) == by_text


def test_an_empty_box_is_not_a_try(client, by_text):
    ask_for_code(client, MOBILE)
    for _ in range(7):
        enter(client, "")
        enter(client, "12")
    enter(client, codes_sent()[0])
    assert who(client) == by_text


def test_after_five_wrong_codes_the_right_one_opens_nothing(client, by_text):
    code = code_for(client, MOBILE)
    for _ in range(4):
        assert enter(client, wrong(code)).status_code == 200
    fifth = enter(client, wrong(code))
    assert (fifth.status_code, fifth.url) == (302, ASK)
    assert enter(client, code).url == ASK
    assert who(client) is None
    assert "too many wrong codes" in client.get(ASK).content.decode()


def test_wrong_codes_are_counted_over_all_browsers(by_text):
    """Twenty a day for one number, however often a new code is asked for and from wherever."""
    for day_quarter in range(4):
        with time_machine.travel(NOW + timedelta(hours=day_quarter), tick=False):
            client = Client()
            code = code_for(client, MOBILE)
            for _ in range(5):
                enter(client, wrong(code))
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        client = Client()
        response = enter(client, code_for(client, MOBILE))
    assert "too many wrong codes" in response.content.decode()
    assert who(client) is None


def test_a_code_is_used_once(client, by_text):
    code = code_for(client, MOBILE)
    enter(client, code)
    assert who(client) == by_text

    client.post("/sign-out/")
    assert enter(client, code).url == ASK
    assert who(client) is None


def test_a_code_is_good_only_in_the_browser_that_asked(client, by_text):
    code = code_for(client, MOBILE)
    thief = Client()
    enter(thief, code)
    ask_for_code(thief, MOBILE)
    enter(thief, code)
    assert who(thief) is None


def test_after_ten_minutes_a_code_has_run_out(client, by_text):
    code = code_for(client, MOBILE)
    with time_machine.travel(NOW + timedelta(minutes=10, seconds=1), tick=False):
        assert enter(client, code).url == ASK
        assert who(client) is None
        assert "has run out" in client.get(ASK).content.decode()


def test_just_before_ten_minutes_it_works(client, by_text):
    ask_for_code(client, MOBILE)
    with time_machine.travel(NOW + timedelta(minutes=9, seconds=59), tick=False):
        enter(client, codes_sent()[0])
        assert who(client) == by_text


def test_a_new_code_ends_the_old_one(client, by_text):
    old = code_for(client, MOBILE)
    assert client.post("/sign-in/code/again/").url == CODE
    (new,) = set(codes_sent()) - {old}
    enter(client, old)
    assert who(client) is None
    enter(client, new)
    assert who(client) == by_text


def test_an_unknown_number_sees_the_same_page_and_nothing_is_sent(client, by_text):
    known = Client()
    first = ask_for_code(known, MOBILE)
    before = Message.objects.count()
    second = ask_for_code(client, "07700 900002")
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Message.objects.count() == before
    assert page(known).replace("07700 900001", "") == page(client).replace("07700 900002", "")
    assert enter(client, "000000").status_code == 200
    assert enter(client, "").status_code == 200
    assert who(client) is None


def page(client: Client, address: str = CODE) -> str:
    """The code page without what differs for everybody: the form's token."""
    html = client.get(address).content.decode()
    return "".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("contact", ["0117 496 0123", "nobody", "a@b", "", "12345"])
def test_what_cannot_take_a_code_is_asked_again(client, db, contact):
    response = ask_for_code(client, contact)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_asking_takes_as_long_for_an_unknown_contact(client, by_text, settings, monkeypatch):
    settings.SIGN_IN_FLOOR = 30
    waited = []
    monkeypatch.setattr("followon.sign_in.views.time.sleep", waited.append)
    ask_for_code(client, MOBILE)
    ask_for_code(Client(), "07700 900002")
    assert [25 < seconds <= 30 for seconds in waited] == [True, True]


def test_a_sixth_code_in_a_quarter_of_an_hour_is_refused(by_text):
    for _ in range(5):
        assert ask_for_code(Client(), MOBILE).status_code == 302
    refused = ask_for_code(Client(), MOBILE)
    assert "too many codes" in refused.content.decode()
    assert len(codes_sent()) == 5
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert ask_for_code(Client(), MOBILE).status_code == 302


def test_the_same_limit_holds_for_an_unknown_number(db, now):
    answers = [ask_for_code(Client(), "07700 900002").status_code for _ in range(6)]
    assert answers == [302] * 5 + [200]


def test_one_address_cannot_ask_for_many_people(db, now):
    answers = [ask_for_code(Client(), f"07700 9003{n:02d}").status_code for n in range(21)]
    assert answers == [302] * 20 + [200]


def test_the_session_does_not_hold_the_code(client, by_text):
    ask_for_code(client, MOBILE)
    assert codes_sent()[0] not in str(dict(client.session))


def test_the_wrong_number_can_be_changed(client, by_text):
    ask_for_code(client, "07700 900002")
    assert client.get(ASK).url == CODE
    assert client.post("/sign-in/start-again/").url == ASK
    assert client.get(ASK).status_code == 200


def test_somebody_of_no_service_gets_no_code(client, db, now):
    make_person("Nora Nowhere", mobile="07700 900003")
    assert ask_for_code(client, "07700 900003").url == CODE
    assert codes_sent() == []


def test_next_page_after_signing_in(client, by_text):
    client.get("/details/")
    client.post(f"{ASK}?next=/details/", {"contact": MOBILE})
    response = client.post(f"{CODE}?next=/details/", {"code": codes_sent()[0]})
    assert response.url == "/details/"


def test_a_new_code_keeps_the_next_page(client, by_text):
    client.post(f"{ASK}?next=/details/", {"contact": MOBILE})
    assert "/sign-in/code/again/?next=/details/" in page(client, f"{CODE}?next=/details/")
    again = client.post("/sign-in/code/again/?next=/details/")
    assert again.url == f"{CODE}?next=%2Fdetails%2F"


def test_a_participant_who_is_in_no_group_yet(client, participant):
    mobile = participant.user.contacts.get(kind="mobile").value
    assert sign_in_with(client, mobile).url == "/"
    assert "You are not in a group at the moment" in client.get("/").content.decode()


def test_no_way_out_to_another_site(client, by_text):
    client.post(f"{ASK}?next=https://evil.example/", {"contact": MOBILE})
    response = client.post(f"{CODE}?next=https://evil.example/", {"code": codes_sent()[0]})
    assert response.url == "/"


def test_signing_out_takes_a_post(client, by_text):
    sign_in_with(client, MOBILE)
    assert "Do you want to sign out?" in client.get("/sign-out/").content.decode()
    assert who(client) == by_text
    assert client.post("/sign-out/").url == "/"
    assert who(client) is None


def test_a_members_session_lasts_from_the_last_visit(client, by_text):
    sign_in_with(client, MOBILE)
    with time_machine.travel(NOW + timedelta(days=80), tick=False):
        assert client.get("/details/").status_code == 200
    with time_machine.travel(NOW + timedelta(days=160), tick=False):
        assert client.get("/details/").status_code == 200
    with time_machine.travel(NOW + timedelta(days=251), tick=False):
        assert client.get("/details/").url == f"{settings_login()}?next=/details/"


def settings_login() -> str:
    return ASK if settings.LOGIN_URL == "account_login" else ""


class TestShared:
    """Two people with one number."""

    @pytest.fixture
    def couple(self, service, by_text, now):
        other = make_person("Toby Text", mobile=MOBILE)
        make_group(service, coordinator=other, name="Other group")
        return by_text, other

    def test_asks_who_and_nobody_is_signed_in_before(self, client, couple):
        response = sign_in_with(client, MOBILE)
        assert response.url == WHO
        html = client.get(WHO).content.decode()
        assert "Which of you is signing in?" in html
        assert "Tess" in html
        assert "Toby" in html
        assert "Text</label>" not in html
        assert who(client) is None
        for path in ("/details/", "/second-step/"):
            assert client.get(path).url == f"{ASK}?next={path}"

    @pytest.mark.parametrize("index", [0, 1])
    def test_the_session_is_the_one_who_was_chosen(self, client, couple, index):
        sign_in_with(client, MOBILE)
        assert client.post(WHO, {"person": str(couple[index].pk)}).url == "/"
        assert who(client) == couple[index]
        assert [user.contacts.get().verified_at for user in couple] == [
            NOW if position == index else None for position in (0, 1)
        ]

    def test_nobody_else_can_be_chosen(self, client, couple, by_email):
        sign_in_with(client, MOBILE)
        for person in (str(by_email.pk), "", "nonsense"):
            response = client.post(WHO, {"person": person})
            assert "Select who is signing in" in response.content.decode()
        assert who(client) is None

    def test_the_choice_needs_the_right_code_first(self, client, couple):
        ask_for_code(client, MOBILE)
        assert client.post(WHO, {"person": str(couple[1].pk)}).url == ASK
        assert who(client) is None

    def test_somebody_who_lost_the_number_meanwhile_cannot_be_chosen(self, client, couple):
        sign_in_with(client, MOBILE)
        set_contact(user=couple[1], kind=ContactKind.MOBILE, raw="07700 900009", by=None, now=NOW)
        client.post(WHO, {"person": str(couple[1].pk)})
        assert who(client) is None

    def test_people_with_the_same_name_are_told_apart(self, client, service, by_text):
        namesake = make_person("Tess Other", mobile=MOBILE)
        make_group(service, coordinator=namesake)
        sign_in_with(client, MOBILE)
        html = client.get(WHO).content.decode()
        assert "Tess Text" in html
        assert "Tess Other" in html
