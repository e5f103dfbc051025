"""What is removed on schedule, what stays, and what is never removed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from followon.audit.models import AuditEvent
from followon.audit.register import AS_LONG_AS_KNOWN, all_personal
from followon.messaging import retention, tasks
from followon.messaging.models import (
    EmailStop,
    Heartbeat,
    InboundText,
    Message,
    Reading,
    Receipt,
    RetentionPeriod,
    RetentionRun,
    State,
    TextStop,
)
from followon.messaging.queries.retention import effects
from followon.messaging.services import inbound, retaining
from followon.messaging.services.retaining import retain, set_periods
from followon.messaging.services.sweeping import sweep
from followon.people.models import PersonalLink
from followon.people.services.links import mint
from tests.cast import NOW

from .kit import queue, sent

ANN = "+447700900101"


def later(days: int):
    return NOW + timedelta(days=days)


def text(body: str, **more) -> InboundText:
    kept = inbound.keep(
        provider="notify",
        provider_id=f"in-{InboundText.objects.count()}",
        source=ANN,
        destination="",
        body=body,
        sent_at=NOW,
        now=NOW,
    )
    InboundText.objects.filter(pk=kept.pk).update(**more)
    return kept


def counts(service, now) -> dict[str, int]:
    return {each.rule.code: each.count for each in effects(service, now=now)}


def test_a_message_loses_its_words_and_keeps_what_when_and_how(ann, service, notify):
    message = sent(ann, service, facts={"stand_in": "Bea"})
    assert message.rendered
    assert retain(now=later(180)) == 0
    assert retain(now=later(181)) == 1
    before = (message.kind, message.state, message.sent_at, message.recipient_id, message.to)
    message.refresh_from_db()
    assert (message.rendered, message.rendered_subject, message.facts) == ("", "", {})
    assert (
        message.kind,
        message.state,
        message.sent_at,
        message.recipient_id,
        message.to,
    ) == before
    retain(now=later(366))
    message.refresh_from_db()
    assert (message.to, message.state) == ("", State.SENT)


def test_a_message_that_is_not_over_keeps_everything(ann, service, notify):
    message = queue(ann, service, facts={"link": "x"})
    Message.objects.update(rendered="Words")
    for state in (State.QUEUED, State.SENDING, State.UNKNOWN):
        Message.objects.filter(pk=message.pk).update(state=state, lease_until=NOW)
        assert retain(now=later(1000)) == 0
    assert Message.objects.get().rendered == "Words"


def test_a_code_that_never_left_is_gone_after_a_day(ann, service, notify):
    queue(ann, service, "code", facts={"secret": "482913"})
    Message.objects.update(state=State.SKIPPED, reason="too late")
    assert retain(now=later(1)) == 0
    assert retain(now=later(2)) == 1
    assert Message.objects.get().facts == {}


@pytest.mark.parametrize("reading", [Reading.UNDERSTOOD, Reading.READ, Reading.ASKED_BACK])
def test_a_text_that_is_done_with_becomes_a_stub(ann, service, notify, reading):
    kept = text("YES", service=service, person=ann, reading=reading, meaning="coming")
    assert retain(now=later(180)) == 0
    retain(now=later(181))
    kept.refresh_from_db()
    assert (kept.body, kept.source) == ("", "")
    assert (kept.meaning, kept.reading, kept.person, kept.received_at) == (
        "coming",
        reading,
        ann,
        NOW,
    )


@pytest.mark.parametrize("reading", [Reading.NEW, Reading.TO_READ])
def test_a_text_that_waits_for_a_person_is_never_removed(ann, service, notify, reading):
    text("I need somebody", service=service, reading=reading)
    text("And of no service", reading=reading)
    assert retain(now=later(5000)) == 0
    assert InboundText.objects.exclude(body="").count() == 2


def test_a_text_of_no_service_goes_by_the_default(service, notify):
    text("YES", reading=Reading.UNDERSTOOD)
    assert retain(now=later(181)) == 1


def test_what_has_ended_is_removed_for_all(ann, service, notify):
    TextStop.objects.create(number=ANN, started_at=NOW, ended_at=NOW)
    TextStop.objects.create(number="+447700900102", started_at=NOW)
    EmailStop.objects.create(address="a@example.com", started_at=NOW, ended_at=NOW)
    Heartbeat.objects.create(name="old part", at=NOW)
    for key, worked in (("a", NOW), ("b", None)):
        Receipt.objects.create(
            provider="notify",
            dedupe_key=key,
            reference=key,
            status="delivered",
            received_at=NOW,
            worked_at=worked,
        )
    for days in (1, 900):
        mint(user=ann, purpose="x", subject="x", lasts=timedelta(days=days), now=NOW)
    retain(now=later(400))
    assert list(TextStop.objects.values_list("number", flat=True)) == ["+447700900102"]
    assert list(Receipt.objects.values_list("dedupe_key", flat=True)) == ["b"]
    assert not EmailStop.objects.exists()
    assert not Heartbeat.objects.exists()
    assert PersonalLink.objects.get().expires_at == later(900)


def test_each_service_has_its_own_period(ann, service, other_service, notify, lead):
    for each in (service, other_service):
        sent(ann, each, subject=str(each.pk))
    set_periods(service=service, days={"message_words": 60}, by=lead, now=NOW)
    assert (counts(service, later(61)), counts(other_service, later(61))) == (
        {
            "message_words": 1,
            "message_addresses": 0,
            "reply_words": 0,
            "concern_words": 0,
            "visit_words": 0,
        },
        {
            "message_words": 0,
            "message_addresses": 0,
            "reply_words": 0,
            "concern_words": 0,
            "visit_words": 0,
        },
    )
    retain(now=later(61))
    kept = Message.objects.exclude(rendered="").values_list("service", flat=True)
    assert list(kept) == [other_service.pk]


@pytest.mark.parametrize("days", [0, 59, 731, -5])
def test_a_period_outside_the_bounds_is_refused(service, days):
    with pytest.raises(ValueError, match="message_words"):
        set_periods(service=service, days={"message_words": days}, by=None, now=NOW)
    with pytest.raises(ValueError, match="receipts"):
        set_periods(service=service, days={"receipts": 90}, by=None, now=NOW)
    assert not RetentionPeriod.objects.exists()


def test_a_period_that_bounds_have_overtaken_counts_within_them(ann, service, notify):
    sent(ann, service)
    RetentionPeriod.objects.create(service=service, rule="message_words", days=1, changed_at=NOW)
    assert counts(service, later(60))["message_words"] == 0
    assert counts(service, later(61))["message_words"] == 1


def test_it_is_audited_by_counts_and_not_by_content(ann, service, notify):
    sent(ann, service)
    retain(now=later(200))
    event = AuditEvent.objects.get(verb="retention.removed")
    assert (event.actor, event.service, event.facts) == (
        "system",
        str(service.pk),
        {"rule": "message_words", "count": 1},
    )
    assert RetentionRun.objects.values_list("rule", "service", "removed").get() == (
        "message_words",
        service.pk,
        1,
    )


def test_it_works_in_batches_and_leaves_the_rest_for_the_next_night(
    ann, service, notify, monkeypatch
):
    monkeypatch.setattr(retaining, "AT_ONCE", 2)
    monkeypatch.setattr(retaining, "BATCHES", 2)
    for number in range(5):
        text("YES", service=service, reading=Reading.UNDERSTOOD, meaning=str(number))
    assert retain(now=later(200)) == 4
    assert retain(now=later(200)) == 1
    assert list(RetentionRun.objects.order_by("pk").values_list("removed", flat=True)) == [2, 2, 1]


def test_one_rule_that_fails_keeps_none_of_the_others_from_running(
    ann, service, notify, monkeypatch, caplog
):
    def fail(rows):
        raise ValueError("Wombat")

    broken = retention.Rule("broken", "x", "", 1, retention._rules["message_words"].due, fail)
    monkeypatch.setitem(retention._rules, "broken", broken)
    monkeypatch.setattr(retention, "_rules", {"broken": broken, **retention._rules})
    sent(ann, service)
    assert retain(now=later(200)) == 1
    assert "Retention of broken failed: ValueError" in caplog.text
    assert "Wombat" not in caplog.text


def test_a_dry_run_says_what_would_go_and_removes_nothing(ann, service, notify):
    sent(ann, service)
    Message.objects.update(created_at=NOW - timedelta(days=181))
    out = StringIO()
    call_command("retain", dry_run=True, stdout=out)
    assert "Avon Pain Service: the words of messages, older than 180 days: 1" in out.getvalue()
    assert Message.objects.exclude(rendered="").count() == 1
    call_command("retain", stdout=out)
    assert "Removed from 1 rows." in out.getvalue()
    assert Message.objects.exclude(rendered="").count() == 0


def test_the_nightly_task_does_it(ann, service, notify):
    sent(ann, service)
    Message.objects.update(created_at=NOW - timedelta(days=181))
    tasks.retain()
    assert Message.objects.get().rendered == ""


def test_every_personal_field_of_messages_has_a_rule_that_removes_it():
    removed = {field: rule.code for rule in retention.all_rules() for field in rule.fields}
    for field in all_personal():
        if field.model.startswith("messaging."):
            assert removed[f"{field.model}.{field.field}"] == field.rule


def test_the_register_says_of_every_field_how_long_it_is_kept():
    rules = {rule.code for rule in retention.all_rules()}
    for field in all_personal():
        assert field.rule in rules if field.rule else field.kept.strip(), field
    assert {field.kept for field in all_personal() if field.model == "people.user"} == {
        AS_LONG_AS_KNOWN
    }


def test_every_rule_has_sane_bounds():
    for rule in retention.own_rules():
        assert 30 <= rule.least <= rule.days <= rule.most, rule.code


def test_a_rule_is_registered_once():
    with pytest.raises(ValueError, match="receipts"):
        retention.register(retention._rules["receipts"])


def test_a_text_that_was_never_made_clear_is_read_by_a_person(ann, service, notify):
    old = text("yes", service=service, person=ann, reading=Reading.ASKED_BACK, worked_at=NOW)
    sweep(now=NOW + timedelta(hours=47))
    assert InboundText.objects.get(pk=old.pk).reading == Reading.ASKED_BACK
    sweep(now=NOW + timedelta(hours=49))
    assert InboundText.objects.get(pk=old.pk).reading == Reading.TO_READ


def test_a_text_that_a_later_one_made_clear_is_left_alone(ann, service, notify):
    old = text("yes", service=service, person=ann, reading=Reading.ASKED_BACK, worked_at=NOW)
    text("B", reading=Reading.UNDERSTOOD, received_at=NOW + timedelta(hours=1), worked_at=NOW)
    sweep(now=NOW + timedelta(hours=49))
    assert InboundText.objects.get(pk=old.pk).reading == Reading.ASKED_BACK
