"""E-mail by django-anymail: what goes out, what its errors mean, what its events say."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from followon.messaging.transports.anymail import AnymailTransport
from followon.messaging.transports.anymail_events import progress, status_of
from followon.messaging.transports.base import TransportError
from tests.messaging.rigs import ADDRESS, Anymail


@pytest.fixture
def rig() -> Iterator[Anymail]:
    with Anymail() as made:
        yield made


def failure_of(rig: Anymail) -> TransportError:
    with pytest.raises(TransportError) as caught:
        rig.send()
    return caught.value


def marks(error: TransportError) -> set[str]:
    names = ("permanent", "unclear", "configuration", "contact_dead", "opted_out")
    return {name for name in names if getattr(error, name)}


def test_an_email_has_both_bodies_our_reference_and_one_click_unsubscribing(rig):
    accepted = rig.send(
        "5e1c", html="<p>Hello</p>", unsubscribe_url="https://fo.example.org/stop/abc"
    )

    [mail] = rig.provider.sent
    assert accepted.provider_id == mail.id
    assert (mail.fields["html"], mail.fields["v:reference"]) == ("<p>Hello</p>", "5e1c")
    assert mail.fields["h:List-Unsubscribe"] == "<https://fo.example.org/stop/abc>"
    assert mail.fields["h:List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.fields["h:Message-Id"] == "<5e1c@followon.example>"


def test_nobody_s_opening_or_clicking_is_watched(rig):
    rig.send()

    fields = rig.provider.sent[0].fields
    assert (fields["o:tracking-opens"], fields["o:tracking-clicks"]) == ("no", "no")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (400, {"message": "to parameter is not a valid address."}, {"permanent", "contact_dead"}),
        (400, {"message": "from parameter is not a valid address."}, {"permanent"}),
        (400, {"message": "Need at least one of 'text' or 'html'"}, {"permanent"}),
        (413, "Too large", {"permanent"}),
        (422, {"message": "Unprocessable"}, {"permanent"}),
        (401, "Forbidden", {"permanent", "configuration"}),
        (402, {"message": "Pay"}, {"permanent", "configuration"}),
        (403, "Forbidden", {"permanent", "configuration"}),
        (404, {"message": "Domain not found: x"}, {"permanent", "configuration"}),
        (429, {"message": "Slow down"}, set()),
        (500, "Sorry", {"unclear"}),
        (502, "<html>", {"unclear"}),
        (503, "<html>", {"unclear"}),
        (200, "<html>", {"unclear"}),
        (200, {"surprise": 1}, {"unclear"}),
        (200, [], {"unclear"}),
        (200, {"id": "<x>", "message": "Mailgun Magnificent API"}, {"unclear"}),
    ],
)
def test_documented_errors(rig, status, body, expected):
    rig.provider.fail_next(status, body)

    error = failure_of(rig)

    assert marks(error) == expected
    assert ADDRESS not in error.reason


def test_the_rate_limit_is_a_short_wait(rig):
    rig.provider.fail_next(429, {"message": "Slow down"})

    assert failure_of(rig).retry_after == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("provider", "options", "said"),
    [
        ("pigeon", (), "cannot load"),
        ("mailgun", (), "(?i)mailgun_api_key"),
    ],
)
def test_a_provider_that_is_none_or_lacks_its_key_is_named_at_once(provider, options, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        AnymailTransport(provider=provider, options=options, from_email="a@example.com")


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("queued", "sending"),
        ("sent", "sending"),
        ("deferred", "sending"),
        ("delivered", "delivered"),
        ("failed", "failed-technical"),
        ("bounced:bounced", "failed-permanent"),
        ("bounced:bounced:5.1.1", "failed-permanent"),
        ("bounced:invalid", "failed-permanent"),
        ("bounced:bounced:5.2.2", "failed-technical"),
        ("bounced:bounced:5.7.1", "failed-technical"),
        ("bounced:bounced:4.4.1", "failed-temporary"),
        ("bounced:bounced:soft", "failed-temporary"),
        ("bounced:timed_out", "failed-temporary"),
        ("bounced:other", "failed-technical"),
        ("bounced", "failed-technical"),
        ("rejected:bounced", "failed-permanent"),
        ("rejected:spam", "stopped"),
        ("rejected:unsubscribed", "stopped"),
        ("rejected:blocked", "failed-technical"),
        ("complained", "unwanted"),
        ("unsubscribed", "unwanted"),
        ("an-event-of-tomorrow", "sending"),
        ("", "sending"),
    ],
)
def test_what_an_event_says_of_a_message(said, state):
    assert progress(said) == state


@pytest.mark.parametrize(
    ("raw", "response", "kept"),
    [
        ({}, "smtp; 550 5.1.1 <x@example.com> unknown", "bounced:bounced:5.1.1"),
        ({}, "Mailbox x@example.com is gone", "bounced:bounced"),
        ({"Type": "SoftBounce"}, "", "bounced:bounced:soft"),
        ({"bounce": {"bounceType": "Transient"}}, "", "bounced:bounced:soft"),
        ({"bounce": "?"}, None, "bounced:bounced"),
        (None, None, "bounced:bounced"),
    ],
)
def test_what_is_kept_of_a_bounce_holds_no_address(raw, response, kept):
    event = SimpleNamespace(
        event_type="bounced", reject_reason="bounced", esp_event=raw, mta_response=response
    )

    assert status_of(event) == kept


def test_nothing_of_it_is_loaded_where_it_is_not_used():
    asked = (
        "import django, sys; django.setup();"
        "import followon.urls, followon.messaging.tasks;"
        "print([name for name in sys.modules if name.partition('.')[0] == 'anymail'])"
    )
    answered = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert answered.stdout.splitlines()[-1] == "[]"
