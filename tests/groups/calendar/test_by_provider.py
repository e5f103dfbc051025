"""A calendar's answer that comes by the e-mail provider's inbound hook."""

import pytest
from django.test import Client

from groups.models import Answer
from tests.fakes.mailgun import API_KEY, DOMAIN, SIGNING_KEY, signature
from tests.groups.calendar.kit import ORGANIZER, invited, known_for_long, reply
from tests.groups.make import make_meeting

STAMP = "1788944400"
URL = "/hooks/anymail/mailgun/mail/"


@pytest.fixture
def asked(group, member, coordinator, settings):
    settings.CALENDAR_ANSWERS_TO = ORGANIZER
    settings.EMAIL_TRANSPORT, settings.ANYMAIL_PROVIDER = "anymail", "mailgun"
    settings.ANYMAIL = {
        "MAILGUN_API_KEY": API_KEY,
        "MAILGUN_SENDER_DOMAIN": DOMAIN,
        "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY,
    }
    known_for_long(group)
    make_meeting(group, by=coordinator)
    return invited(member, "meeting_booked").file


def post(raw: bytes, **changed) -> int:
    fields = {
        "recipient": ORGANIZER,
        "sender": "moira@example.com",
        "body-mime": raw.decode(),
        "timestamp": STAMP,
        "token": "t" * 50,
        "signature": signature(STAMP, "t" * 50),
        **changed,
    }
    return Client(raise_request_exception=False).post(URL, fields).status_code


def test_it_counts(asked):
    assert post(reply(asked, "ACCEPTED")) == 200
    assert Answer.objects.get().value == "coming"


def test_what_is_not_signed_does_not(asked):
    assert post(reply(asked, "ACCEPTED"), signature="0" * 64) == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize("raw", [b"Subject: hello\n\nI am on holiday", b"", b"\x00"])
def test_other_mail_is_left_alone(asked, raw):
    assert post(raw) == 200
    assert not Answer.objects.exists()


def test_a_long_mail_is_left_unread_and_not_asked_for_again(asked):
    assert post(reply(asked, "ACCEPTED") + b"x" * 1024 * 1024) == 200
    assert not Answer.objects.exists()


def test_another_provider_s_hook_does_not_exist(asked):
    client = Client(raise_request_exception=False)
    assert client.post(URL.replace("mailgun", "postmark"), {}).status_code == 404
