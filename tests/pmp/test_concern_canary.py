"""Nothing of what somebody told leaves the queue: a word is sent through all of it and sought."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from followon.audit.models import AuditEvent
from followon.audit.register import all_personal
from followon.messaging.models import Message
from followon.messaging.services.planning import plan
from followon.messaging.services.sending import send_due
from followon.messaging.services.sweeping import sweep
from groups.models import Concern
from tests.cast import NOW, signed_in
from tests.groups.concerns import STRANGER, gateway, mobile_of, name_reader, text_in
from tests.groups.make import at

CANARY = "Wombatwoe"
DONE = "Kiwidone"


@pytest.fixture
def notify(settings):
    with gateway(settings) as fake:
        yield fake


@pytest.fixture
def travelled(group, member, coordinator, service, clinician, lead, notify, caplog):
    """Notes and texts, told, overdue, read, acted on and closed; every log line of all that."""
    caplog.set_level(logging.DEBUG)
    name_reader(service, clinician)
    for words in (f"I want to die {CANARY}", CANARY * 60):  # the second one is too long
        signed_in(member).post("/worried/", {"words": words})
    for source in (mobile_of(coordinator), STRANGER):
        text_in(source, f"{CANARY} is here")
    for hours in (0, 5, 31, 52):
        moment = NOW + timedelta(hours=hours)
        with at(moment):
            plan(now=moment)
            send_due(now=moment)
            sweep(now=moment)
    for concern in Concern.objects.all():
        work_through(signed_in(clinician), f"/concerns/{concern.pk}/")
    return list(caplog.get_records("setup"))


def work_through(staff, url: str) -> None:
    assert CANARY in staff.get(url).content.decode()
    staff.get(f"{url}sender/")
    for step, said in (("read", {}), ("done", {"note": DONE}), ("close", {})):
        staff.post(f"{url}{step}/", said)


def everything_in(rows) -> str:
    return json.dumps(list(rows.values()), cls=DjangoJSONEncoder)


def test_the_words_are_in_no_message_mail_audit_event_or_log(travelled, notify):
    assert Concern.objects.filter(words__contains=CANARY, state="closed").count() == 3
    sent = Message.objects.filter(kind__startswith="concern_").exclude(rendered="")
    assert set(sent.values_list("kind", flat=True)) == {"concern_received", "concern_waiting"}
    places = {
        "messages": everything_in(Message.objects.all()),
        "audit": everything_in(AuditEvent.objects.all()),
        "log": "".join(f"{each.getMessage()} {vars(each)}" for each in travelled),
        "gateway": "".join(f"{each.subject} {each.body}" for each in notify.sent),
    }
    assert all(places.values())
    found = [
        place
        for place, said in places.items()
        if CANARY.lower() in said.lower() or DONE.lower() in said.lower()
    ]
    assert found == []


def test_the_words_are_in_nobody_else_s_page(travelled, member, coordinator, ptv, group):
    for person in (member, coordinator, ptv):
        client = signed_in(person)
        for url in ("/home/", f"/groups/{group.pk}/", "/worried/", "/details/"):
            assert CANARY not in client.get(url, follow=True).content.decode()


def test_the_words_are_personal_and_in_no_export():
    fields = {(each.model, each.field): each.export for each in all_personal()}
    assert fields["groups.concern", "words"] is False
    assert fields["groups.concernstep", "note"] is False
