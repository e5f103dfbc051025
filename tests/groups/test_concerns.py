"""The queue: what comes into it, who sees it, and how it is worked through."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from followon.audit import services as audit_services
from followon.audit.models import AuditEvent
from followon.messaging import unanswered
from followon.messaging.models import InboundText, Message, Reading
from followon.messaging.services import inbound
from followon.messaging.services.sweeping import sweep
from groups.errors import Refused
from groups.models import Concern, ConcernSource, ConcernState, ConcernStep, Priority
from groups.services import concerns
from tests.cast import NOW, make_group
from tests.groups.concerns import gateway, mobile_of, name_reader, note, text_in

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def reader(service, clinician):
    return name_reader(service, clinician)


def steps_of(concern):
    return list(concern.steps.order_by("at", "pk").values_list("state", "by", "at", "note"))


def test_a_note_is_kept_and_its_sender_is_told(group, member, reader):
    concern = note(group, member)
    assert (concern.source, concern.state, concern.priority) == (
        ConcernSource.PAGE,
        ConcernState.NEW,
        Priority.ORDINARY,
    )
    assert concern.due_at == NOW.replace(day=10, hour=16)
    told = Message.objects.get(kind="concern_received")
    assert (told.recipient, told.subject) == (member, f"concern:{concern.pk}")


def test_the_group_never_learns(group, member, coordinator, deputy, ptv, reader):
    note(group, member)
    text_in(mobile_of(coordinator))
    told = Message.objects.filter(subject__startswith="concern:")
    assert set(told.values_list("recipient", flat=True)) == {member.pk}
    for person in (coordinator, deputy, ptv, member):
        assert Concern.objects.visible_to(person).count() == 0


def test_grave_words_make_it_urgent(group, member, reader):
    concern = note(group, member, "I don't want to be here any more")
    assert concern.priority == Priority.HIGH
    assert concern.due_at == NOW + timedelta(hours=4)


def test_without_a_reader_no_note_is_taken(group, member):
    with pytest.raises(Refused):
        note(group, member)
    assert Concern.objects.count() == 0


def test_a_note_stands_or_falls_with_its_audit_event(group, member, reader, monkeypatch):
    monkeypatch.setattr(
        audit_services, "record", lambda *args, **more: (_ for _ in ()).throw(OSError)
    )
    with pytest.raises(OSError):  # noqa: PT011 (nothing to match)
        note(group, member)
    assert (Concern.objects.count(), Message.objects.filter(kind="concern_received").count()) == (
        0,
        0,
    )


def test_a_text_that_answers_nothing_comes_in_with_its_sender_and_group(group, coordinator):
    concern = text_in(mobile_of(coordinator))
    assert (concern.source, concern.raised_by, concern.group, concern.service, concern.words) == (
        ConcernSource.TEXT,
        coordinator,
        group,
        group.service,
        "Can somebody ring me?",
    )
    assert concern.inbound.reading == Reading.TO_READ
    assert not Message.objects.filter(kind="concern_received").exists()


def test_an_answer_is_no_concern(group, coordinator):
    text = inbound.keep(
        provider="notify",
        provider_id="t1",
        source=mobile_of(coordinator),
        destination="",
        body="STOP",
        sent_at=NOW,
        now=NOW,
    )
    inbound.work(text_id=text.pk, now=NOW)
    assert Concern.objects.count() == 0


def test_a_text_from_a_member_of_two_groups_names_neither(group, coordinator, service):
    make_group(service, coordinator=coordinator, name="Clifton group")
    assert text_in(mobile_of(coordinator)).group is None


def test_only_staff_of_the_service_see_it(group, member, reader, clinician, lead, other_clinician):
    concern = note(group, member)
    for person, seen in ((clinician, [concern]), (lead, [concern]), (other_clinician, [])):
        assert list(Concern.objects.visible_to(person)) == seen


def test_a_room_that_fails_on_a_text_leaves_it_for_the_sweep_and_logs_no_word(
    group, coordinator, monkeypatch, caplog, settings
):
    def fail(text, now):
        raise ValueError(text.body)

    monkeypatch.setattr(unanswered, "_takers", [fail])
    with pytest.raises(unanswered.NotTaken) as raised:
        text_in(mobile_of(coordinator), "Wombats at the door")
    assert "Wombats" not in repr(raised.value)
    assert raised.value.__suppress_context__
    text = InboundText.objects.get()
    assert text.reading == Reading.NEW
    with gateway(settings):
        sweep(now=LATER)
    assert "NotTaken" in caplog.text
    assert "Wombats" not in caplog.text
    monkeypatch.setattr(unanswered, "_takers", [concerns.take_text])
    with gateway(settings):
        sweep(now=LATER)
    concern = Concern.objects.get()
    assert (concern.inbound, concern.raised_at) == (text, NOW)


def test_read_acted_on_and_closed_with_who_and_when(group, member, reader, clinician, lead):
    concern = note(group, member)
    assert concerns.mark_read(concern=concern, by=clinician, now=NOW)
    assert concerns.say_what_was_done(concern=concern, note="Rang", by=clinician, now=LATER)
    assert concerns.say_what_was_done(concern=concern, note="GP told", by=lead, now=LATER)
    assert concerns.close(concern=concern, by=lead, now=LATER)
    assert steps_of(concern) == [
        ("read", clinician.pk, NOW, ""),
        ("acted_on", clinician.pk, LATER, "Rang"),
        ("acted_on", lead.pk, LATER, "GP told"),
        ("closed", lead.pk, LATER, ""),
    ]
    verbs = AuditEvent.objects.filter(subject=str(concern.pk)).order_by("at", "pk")
    assert set(verbs.values_list("verb", flat=True)) == {
        "concern.raised",
        "concern.read",
        "concern.acted_on",
        "concern.closed",
    }


def test_no_step_is_left_out_or_taken_twice(group, member, reader, clinician, lead):
    concern = note(group, member)
    assert not concerns.say_what_was_done(concern=concern, note="Rang", by=clinician, now=NOW)
    assert not concerns.close(concern=concern, by=clinician, now=NOW)
    assert concerns.mark_read(concern=concern, by=clinician, now=NOW)
    assert not concerns.mark_read(concern=concern, by=lead, now=NOW)
    assert not concerns.close(concern=concern, by=clinician, now=NOW)
    assert steps_of(concern) == [("read", clinician.pk, NOW, "")]


def test_reading_marks_the_text_as_read_too(group, coordinator, clinician):
    concern = text_in(mobile_of(coordinator))
    concerns.mark_read(concern=concern, by=clinician, now=LATER)
    text = InboundText.objects.get()
    assert (text.reading, text.read_by, text.read_at) == (Reading.READ, clinician, LATER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": ConcernState.NEW},
        {"state": ConcernState.ACTED_ON},
        {"state": ConcernState.READ, "note": "Rang"},
        {"state": ConcernState.READ, "by": None},
        {"state": ConcernState.READ, "at": None},
    ],
)
def test_a_step_that_does_not_say_who_when_and_what_cannot_be_kept(
    group, member, reader, clinician, wrong
):
    concern = note(group, member)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConcernStep.objects.create(**{"concern": concern, "by": clinician, "at": NOW, **wrong})


def test_a_text_s_concern_needs_its_text_and_a_note_its_service(group, member, reader):
    concern = note(group, member)
    for wrong in ({"source": ConcernSource.TEXT}, {"service": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=concern.pk).update(**wrong)


def test_new_ones_come_first_then_high_priority_then_what_is_due(group, member, reader, clinician):
    old = note(group, member, "one", now=NOW - timedelta(days=7))
    young = note(group, member, "two")
    grave = note(group, member, "I want to die", now=NOW)
    read = note(group, member, "I cannot go on", now=NOW - timedelta(days=9))
    concerns.mark_read(concern=read, by=clinician, now=NOW)
    assert list(Concern.objects.by_urgency()) == [grave, old, young, read]
    assert [each.is_overdue(NOW) for each in (old, young, read)] == [True, False, False]
