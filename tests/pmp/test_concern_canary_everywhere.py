"""The same word, sought on every page, in every task, and in what is said of a crash."""

import json
import logging

import pytest
from celery.signals import before_task_publish
from django.db import IntegrityError
from django.test import Client

from followon import logs
from followon.messaging import tasks, unanswered
from followon.messaging.models import InboundText
from followon.messaging.services import inbound
from followon.messaging.services.planning import plan
from followon.messaging.services.sending import send_due
from groups.models import Concern, ConcernSource
from groups.services import concerns
from groups.services.unassigned import tell_operator
from groups.views import concerns as views
from tests.cast import NOW, signed_in
from tests.groups.concerns import STRANGER, gateway, mobile_of, name_reader
from tests.house.world import address, people, url_names
from tests.messaging.kit import TOKEN

__all__ = ["address", "people"]
CANARY, DONE = "Wombatwoe", "Kiwidone"
# What a person of the service opens to read one; no other page of theirs has its words.
READING = {"pmp:concern"}


@pytest.fixture
def notify(settings):
    with gateway(settings) as fake:
        yield fake


def text_by_webhook(source: str, words: str) -> int:
    """As GOV.UK Notify posts it: kept, and a worker woken."""
    body = {
        "id": f"t{InboundText.objects.count()}",
        "source_number": source.removeprefix("+"),
        "destination_number": "447860033333",
        "message": words,
        "date_received": NOW.isoformat(),
    }
    browser = Client(raise_request_exception=False)
    answer = browser.post(
        "/hooks/notify/texts/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    return answer.status_code


@pytest.fixture
def planted(address, member, coordinator, clinician, notify):
    """A note and a text with the word in them, read and acted on; one of each still new."""
    client = signed_in(member)
    for words in (f"I want to die {CANARY}", f"{CANARY} again"):
        assert client.post("/worried/", {"words": words}).status_code == 302
        assert text_by_webhook(mobile_of(coordinator), words) == 204
    for text in InboundText.objects.all():
        tasks.work_inbound(text.pk)
    for source in ConcernSource:
        found = Concern.objects.filter(words__contains=CANARY, source=source).first()
        concerns.mark_read(concern=found, by=clinician, now=NOW)
        concerns.say_what_was_done(concern=found, note=DONE, by=clinician, now=NOW)
    assert Concern.objects.filter(words__contains=CANARY).count() == 4
    plan(now=NOW)
    send_due(now=NOW)
    found = Concern.objects.filter(words__contains=CANARY).order_by("state").first()
    return lambda name, parts: (
        address(name, parts) if name != "pmp:concern" else f"/concerns/{found.pk}/"
    )


def pages_with_the_words(browser: Client, find, *, but: set[str]) -> list[str]:
    seen = []
    for name, parts in url_names():
        if name in but or name.startswith(("demo", "messaging:outbox")):
            continue
        said = browser.get(find(name, parts)).getvalue().decode(errors="replace").lower()
        if CANARY.lower() in said or DONE.lower() in said:
            seen.append(name)
    return seen


@pytest.mark.parametrize("who", ["coordinator", "other_clinician"])
def test_no_page_of_anybody_who_may_not_see_it_has_the_words(planted, people, who):
    assert pages_with_the_words(signed_in(people[who]), planted, but=set()) == []


def test_of_staff_s_pages_the_concern_alone_has_them(planted, people):
    browser = signed_in(people["lead"])
    assert pages_with_the_words(browser, planted, but=READING) == []
    assert CANARY in browser.get(planted("pmp:concern", ())).content.decode()


def test_no_task_is_given_a_word(
    group, member, coordinator, clinician, notify, django_capture_on_commit_callbacks
):
    published: list[str] = []

    def note_down(body=None, headers=None, **more):
        published.append(f"{body} {headers}")

    name_reader(group.service, clinician)
    sender = signed_in(member)
    before_task_publish.connect(note_down)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            text_by_webhook(mobile_of(coordinator), f"{CANARY} by text")
            text_by_webhook(STRANGER, f"{CANARY} of a stranger")
            assert sender.post("/worried/", {"words": CANARY}).status_code == 302
            for text in InboundText.objects.all():
                tasks.work_inbound(text.pk)
            tell_operator(now=NOW)
    finally:
        before_task_publish.disconnect(note_down)
    assert published, "a worker was woken"
    assert [each for each in published if CANARY in each] == []


def as_logged(caplog) -> str:
    """The lines that a production machine's log would have."""
    return "\n".join(logs.Json().format(record) for record in caplog.records)


@pytest.mark.parametrize(
    "fault",
    [ValueError, KeyError, IntegrityError, RuntimeError],
    ids=lambda fault: fault.__name__,
)
def test_a_page_that_breaks_on_the_words_reports_none_of_them(
    group, member, clinician, monkeypatch, caplog, settings, fault
):
    def fail(**given):
        raise fault(f"DETAIL: Failing row contains ({given['words']})")

    settings.DEBUG = False
    caplog.set_level(logging.DEBUG)
    name_reader(group.service, clinician)
    monkeypatch.setattr(views, "raise_concern", fail)
    browser = signed_in(member)
    browser.raise_request_exception = False
    answer = browser.post("/worried/", {"words": f"{CANARY} at home"})
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    said = as_logged(caplog)
    assert fault.__name__ in said
    assert CANARY not in said


def test_a_worker_that_breaks_on_the_words_reports_none_of_them(
    group, coordinator, monkeypatch, caplog, settings
):
    def fail(text, now):
        raise ValueError(text.body)

    caplog.set_level(logging.DEBUG)
    with gateway(settings):
        assert text_by_webhook(mobile_of(coordinator), f"{CANARY} by text") == 204
    monkeypatch.setattr(unanswered, "_takers", [fail])
    text = InboundText.objects.get()
    result = tasks.work_inbound.apply(args=[text.pk])
    assert isinstance(result.result, unanswered.NotTaken)
    assert CANARY not in f"{result.result!r} {result.traceback} {as_logged(caplog)}"


def test_a_webhook_that_breaks_reports_no_word(db, monkeypatch, caplog, settings):
    def fail(**given):
        raise ValueError(given["body"])

    settings.DEBUG = False
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(inbound, "keep", fail)
    with gateway(settings):
        assert text_by_webhook(STRANGER, f"{CANARY} by text") == 500
    assert "ValueError" in as_logged(caplog)
    assert CANARY not in as_logged(caplog)
