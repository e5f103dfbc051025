"""Bounces that come back as e-mails, as mail servers write them."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from followon.messaging.bounces import Bounce, read_bounce
from followon.messaging.models import Message, Receipt, State
from followon.people.queries.contacts import contact_at
from tests.fakes.smtp_sink import SmtpSink

from .kit import sent

OURS = "3f0e8c1e-5a51-4f0e-9d56-1b0d6a0a7c11"
EVE = "eve@example.com"


def report(
    reference: str = OURS,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    original: str = "message/rfc822",
) -> bytes:
    """A report as Postfix sends it, with the message or with its headers alone."""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: follow-on@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Wed,  9 Sep 2026 09:00:01 +0000 (UTC)

Final-Recipient: rfc822; {EVE}
Original-Recipient: rfc822;{EVE}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{EVE}>: Recipient address rejected

--b1
Content-Description: Undelivered Message
Content-Type: {original}

Message-ID: <{reference}@followon.example>
From: Avon Follow-on <hello@followon.example>
To: {EVE}
Subject: We meet on Wednesday

Dear Eve
--b1--
""".encode()


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_our_message_and_what_became_of_it(original):
    assert read_bounce(report(original=original)) == Bounce(OURS, "bounced:bounced:5.1.1")


@pytest.mark.parametrize(
    ("action", "status", "said"),
    [
        ("failed", "5.1.1", "bounced:bounced:5.1.1"),
        ("failed", "5.2.2 (mailbox full)", "bounced:bounced:5.2.2"),
        ("Failed", "4.4.7", "bounced:bounced:4.4.7"),
        ("delayed", "4.4.1", "deferred"),
        ("relayed", "2.0.0", None),
        ("delivered", "2.0.0", None),
        ("failed", "?", None),
    ],
)
def test_what_a_report_says(action, status, said):
    bounce = read_bounce(report(action=action, status=status))
    assert (bounce.status if bounce else None) == said


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"From: a@example.com\n\nI am on holiday",
        b"Content-Type: multipart/report; boundary=b\n\n--b\n",
        report("somebody.elses"),
        report().replace(b"message/delivery-status", b"text/plain"),
        report().replace(b"message/rfc822", b"image/png"),
        report().replace(b"Message-ID", b"X-Message-ID"),
        report()[:700],
    ],
)
def test_another_e_mail_is_left_alone(raw):
    assert read_bounce(raw) is None


@pytest.fixture
def message(eve, service, answers, settings):
    """One that went by the mail server."""
    with SmtpSink() as sink:
        settings.EMAIL_TRANSPORT, settings.EMAIL_USE_TLS = "smtp", False
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        message = sent(eve, service)
        assert sink.mails[0].message["Message-ID"].startswith(f"<{message.pk}@")
    return message


def came_back(monkeypatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("read_mail")


def test_an_address_that_does_not_exist_is_marked(eve, message, monkeypatch):
    came_back(monkeypatch, report(str(message.pk)))
    assert Message.objects.get(pk=message.pk).state == State.UNDELIVERABLE
    assert contact_at(eve, "email", EVE).dead_since is not None
    assert EVE not in str(Receipt.objects.values().get())


def test_a_full_mailbox_is_no_dead_address(eve, message, monkeypatch):
    came_back(monkeypatch, report(str(message.pk), status="5.2.2"))
    assert Message.objects.get(pk=message.pk).state == State.FAILED
    assert contact_at(eve, "email", EVE).dead_since is None


def test_a_delay_changes_nothing(message, monkeypatch):
    came_back(monkeypatch, report(str(message.pk), action="delayed", status="4.4.1"))
    assert Message.objects.get(pk=message.pk).state == State.SENT


def test_whatever_else_comes_in_is_taken_without_a_word(db, monkeypatch, capsys):
    came_back(monkeypatch, b"\xff" * 1000)
    came_back(monkeypatch, report())
    assert capsys.readouterr() == ("", "")
    assert Receipt.objects.get().worked_at is None
