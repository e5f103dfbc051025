"""Stopping e-mails: the link in the words and the one click in the headers, by every way."""

import re

import pytest
from django.test import Client

from followon.messaging.models import EmailStop
from tests.fakes.mailgun import API_KEY, DOMAIN, FakeMailgun
from tests.fakes.smtp_sink import SmtpSink

from .kit import sent

BASE = "https://fo.example.org"
LINK = re.compile(BASE + r"(/stop-emails/[\w-]+/)")
ONE_CLICK = "List-Unsubscribe=One-Click"


def by_smtp(settings, send):
    with SmtpSink() as sink:
        settings.EMAIL_TRANSPORT, settings.EMAIL_USE_TLS = "smtp", False
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        send()
        [mail] = sink.mails
        headers = mail.message
        return [mail.body, mail.html], headers["List-Unsubscribe"], headers["List-Unsubscribe-Post"]


def by_anymail(settings, send):
    with FakeMailgun() as fake:
        settings.EMAIL_TRANSPORT, settings.ANYMAIL_PROVIDER = "anymail", "mailgun"
        settings.ANYMAIL = {
            "MAILGUN_API_KEY": API_KEY,
            "MAILGUN_API_URL": f"{fake.url}/v3",
            "MAILGUN_SENDER_DOMAIN": DOMAIN,
        }
        send()
        [mail] = fake.sent
        said = mail.fields
        return (
            [mail.body, said["html"]],
            said.get("h:List-Unsubscribe"),
            said.get("h:List-Unsubscribe-Post"),
        )


def by_notify(settings, send):
    send()
    [mail] = settings.notify.sent
    # Notify writes the headers itself, from the address that it is given.
    header = f"<{mail.unsubscribe_url}>" if mail.unsubscribe_url else None
    return [mail.body], header, ONE_CLICK if header else None


WAYS = pytest.mark.parametrize("by", [by_smtp, by_anymail, by_notify])


@WAYS
def test_each_e_mail_can_be_stopped_by_a_link_and_by_one_click(eve, service, notify, settings, by):
    settings.BASE_URL, settings.notify = BASE, notify
    bodies, header, post = by(settings, lambda: sent(eve, service))
    paths = {LINK.search(body)[1] for body in bodies}
    assert (len(paths), post) == (1, ONE_CLICK)
    [path] = paths
    assert header == f"<{BASE}{path}>"
    # What a mailbox's own button does: no cookie, no page before.
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert EmailStop.objects.get().address == "eve@example.com"


@WAYS
def test_a_code_that_was_asked_for_cannot_be_stopped(eve, service, notify, settings, by):
    settings.BASE_URL, settings.notify = BASE, notify
    bodies, header, post = by(settings, lambda: sent(eve, service, "code"))
    assert [LINK.search(body) for body in bodies] == [None] * len(bodies)
    assert (header, post) == (None, None)
