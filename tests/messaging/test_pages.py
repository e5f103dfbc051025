from datetime import timedelta

import pytest
from django.test import Client

from followon.messaging.models import EmailStop
from followon.messaging.services.heartbeats import leave_mark
from followon.messaging.services.sending import send_due
from tests.cast import NOW, signed_in

from .kit import LINK, queue, sent

ANN = "+447700900101"


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


# Health


def test_health_is_well_while_planning_and_claiming_leave_marks(db, client, now):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW - timedelta(minutes=5))
    assert client.get("/health/messaging").status_code == 200


@pytest.mark.parametrize("silent", ["plan", "claim"])
def test_health_says_503_when_one_has_stopped(db, client, now, silent):
    for name in ("plan", "claim"):
        ago = timedelta(minutes=5, seconds=1) if name == silent else timedelta(0)
        leave_mark(name, now=NOW - ago)
    answer = client.get("/health/messaging")
    assert (answer.status_code, answer.json()) == (503, {"status": "stopped", "parts": [silent]})


def test_health_says_503_before_anything_ran(db, client, now):
    assert client.get("/health/messaging").status_code == 503


def test_marks_come_from_the_work_itself(db, client, now, answers):
    from followon.messaging.tasks import plan_and_send

    plan_and_send()
    assert client.get("/health/messaging").status_code == 200


# Stopping e-mails


@pytest.fixture
def stop_url(eve, service, notify, settings) -> str:
    settings.BASE_URL = "https://fo.example.org"
    sent(eve, service)
    return notify.sent[0].unsubscribe_url.removeprefix("https://fo.example.org")


def test_opening_the_link_stops_nothing(stop_url, client):
    assert client.head(stop_url).status_code == 200
    assert "Stop these emails" in page(client, stop_url)
    assert EmailStop.objects.count() == 0


def test_one_click_stops_without_cookies_and_twice_does_no_harm(stop_url, eve, service, notify):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(stop_url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert "Emails are stopped" in page(client, stop_url)
    queue(eve, service, subject="another")
    send_due(now=NOW)
    assert len(notify.sent) == 1


def test_stopping_proves_the_address_and_opening_does_not(stop_url, eve, client):
    client.get(stop_url)
    assert eve.contacts.get().proven_at is None
    client.post(stop_url)
    assert eve.contacts.get().proven_at is not None


def test_e_mails_can_be_brought_back(stop_url, client):
    client.post(stop_url)
    assert client.post(f"{stop_url}undo/").status_code == 302
    assert EmailStop.objects.filter(ended_at__isnull=True).count() == 0


@pytest.mark.parametrize("token", ["x", "AbCdEfGhIjKlMnOpQrSt_-"])
def test_a_made_up_link_does_not_exist(db, client, token):
    assert client.get(f"/stop-emails/{token}/").status_code == 404
    assert client.post(f"/stop-emails/{token}/").status_code == 404


# The development outbox


@pytest.mark.parametrize("url", ["/outbox/", "/outbox/?to=x"])
def test_the_outbox_does_not_exist_in_production(db, client, clinician, url):
    assert client.get(url).status_code == 404
    assert client.post("/outbox/reply/", {"number": ANN, "words": "yes"}).status_code == 404
    assert signed_in(clinician).get(url).status_code == 404


def test_the_outbox_shows_phones_and_letters_with_links_that_work(
    ann, eve, service, answers, settings, client
):
    settings.DEBUG = True
    settings.TEXT_TRANSPORT = settings.EMAIL_TRANSPORT = "console"
    sent(ann, service)
    sent(eve, service)
    html = page(client, "/outbox/")
    assert html.count(f'<a href="{LINK}">') == 2
    assert "07700 900101" in html
    only_eve = page(client, "/outbox/?to=eve@example.com")
    assert only_eve.count(f'<a href="{LINK}">') == 1


def test_a_newcomer_can_text_back(ann, service, answers, settings, client):
    settings.DEBUG = True
    settings.TEXT_TRANSPORT = "console"
    sent(ann, service, "asking", subject="meeting:1")
    answer = client.post("/outbox/reply/", {"number": ANN, "words": "Yes please"})
    assert answer.status_code == 302
    assert answers.given == [("meeting:1", "coming", None)]
    assert "Yes please" in page(client, "/outbox/?to=%2B447700900101")
