"""Messages put in by one statement are the rows that the ORM would have made."""

from datetime import timedelta

import pytest
from django.forms.models import model_to_dict

from followon.messaging.kinds import Due
from followon.messaging.models import Message
from followon.messaging.services.outbox import enqueue, enqueue_each
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("now", "answers")
FACTS = {"group": "Tea & “cake” \\ 'n' \n more", "number": 3, "none": None}


def test_many_and_one_make_the_same_rows(ann, service):
    later = NOW + timedelta(hours=1, microseconds=7)
    due = Due(service.pk, ann.pk, "m:1", 2, later, FACTS)
    enqueue_each(kind="plain", dues=[due], now=NOW)
    one = {"subject": "m:2", "version": 2, "send_before": later, "facts": FACTS}
    enqueue(kind="plain", recipient=ann, service=service, now=NOW, **one)
    many, single = Message.objects.order_by("subject")
    but = {"dedupe_key", "subject"}
    fields = [each.name for each in Message._meta.concrete_fields if each.name not in but]
    assert [model_to_dict(many, fields), many.send_before, many.created_at] == [
        model_to_dict(single, fields),
        single.send_before,
        single.created_at,
    ]
    assert many.facts == FACTS
    assert many.dedupe_key.replace("m:1", "m:2") == single.dedupe_key


def test_what_is_there_already_is_neither_made_nor_counted(ann, bob, service):
    dues = [Due(service.pk, person.pk, "m:1", 1, None) for person in (ann, bob)]
    assert enqueue_each(kind="plain", dues=dues[:1], now=NOW) == 1
    assert enqueue_each(kind="plain", dues=dues, now=NOW) == 1
    assert Message.objects.count() == 2
