"""`manage.py watch_messages`: its exit code, its sentence, and one mail an hour past the outbox."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from followon.messaging.models import Message, Way
from followon.messaging.services.heartbeats import leave_mark
from tests.cast import NOW
from tests.fakes.smtp_sink import SmtpSink
from tests.groups.make import at

COMMAND = "followon.messaging.management.commands.watch_messages"


@pytest.fixture
def sink(settings):
    with SmtpSink() as sink:
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.ALARM_EMAIL = "rota@example.org"
        yield sink


@pytest.fixture
def stopped(db, now):
    leave_mark("plan", now=NOW)
    leave_mark("claim", now=NOW - timedelta(minutes=6))


def watch() -> str:
    with pytest.raises(CommandError) as failed:
        call_command("watch_messages")
    assert failed.value.returncode == 1
    return str(failed.value)


def test_while_all_is_well_it_says_nothing(db, now, sink, capsys):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)
    call_command("watch_messages")
    assert capsys.readouterr().out == ""
    assert sink.mails == []


def test_what_stopped_is_said_logged_and_mailed_past_the_outbox(stopped, sink, caplog):
    assert watch() == "Messages that are due are not being sent."
    assert [record.levelname for record in caplog.records if "held up" in record.message] == [
        "ERROR"
    ]
    (mail,) = sink.mails
    assert (mail.to, mail.subject) == ("rota@example.org", "Follow-on: messages are held up")
    assert "Messages that are due are not being sent." in mail.body
    assert Message.objects.count() == 0


def test_it_mails_once_an_hour_and_fails_each_time(stopped, sink):
    for minutes in (0, 5, 59):
        with at(NOW + timedelta(minutes=minutes)):
            watch()
    assert len(sink.mails) == 1
    with at(NOW + timedelta(hours=1)):
        watch()
    assert len(sink.mails) == 2


def test_a_mail_that_was_refused_is_tried_again_at_the_next_look(stopped, sink, capsys):
    sink.answer("RCPT", "451 4.3.0 Later")
    watch()
    assert "rota@example.org could not be told" in capsys.readouterr().err
    assert sink.mails == []
    watch()
    assert len(sink.mails) == 1


def test_without_an_address_it_only_fails(stopped, sink, settings):
    settings.ALARM_EMAIL = ""
    watch()
    assert sink.mails == []


def test_a_database_that_does_not_answer(sink, monkeypatch):
    def gone(now):
        raise OperationalError("connection refused")

    monkeypatch.setattr(f"{COMMAND}.problems", gone)
    assert watch() == "The database does not answer, so no message goes out."
    assert len(sink.mails) == 1


def test_a_way_that_rests_is_said_too(db, now, sink, client, settings):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)
    settings.TEXT_TRANSPORT = "notify"
    resting = NOW + timedelta(minutes=10)
    Way.objects.create(channel="text", name="notify", set_aside_until=resting, reason="It is down.")
    assert watch() == "Text message by GOV.UK Notify: Set aside until 10:10. It is down."
    answer = client.get("/health/messaging")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": ["ways"]})


def test_a_way_that_nobody_uses_is_no_alarm(db, now, sink):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)
    Way.objects.create(channel="text", name="twilio", problems=["The account is not active"])
    call_command("watch_messages")  # it would exit with an error
    assert sink.mails == []
