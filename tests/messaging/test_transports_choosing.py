"""Which transport a channel uses, and what is said when the settings do not allow it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from followon.messaging.transports import choose, transport, usual
from followon.messaging.transports.base import Envelope, TransportError
from followon.messaging.transports.console import ConsoleTransport
from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE


def settings(**changed: Any) -> SimpleNamespace:
    standing = {
        "DEBUG": True,
        "TEXT_TRANSPORT": "console",
        "EMAIL_TRANSPORT": "console",
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_SENDER": "+447860039999",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": 25,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": None,
        "DEFAULT_FROM_EMAIL": "hello@followon.example",
    }
    return SimpleNamespace(**(standing | changed))


@pytest.mark.parametrize("name", ["console", "notify", "twilio"])
def test_texts_go_as_the_settings_say(name):
    assert choose("text", settings(TEXT_TRANSPORT=name)).name == name


def test_the_first_of_several_is_the_usual_one():
    listed = settings(TEXT_TRANSPORT="notify, twilio")

    assert usual("text", listed) == ("notify", "twilio")
    assert choose("text", listed).name == "notify"
    assert transport("twilio", "text", listed).name == "twilio"


def test_a_way_that_does_not_carry_the_channel_is_refused():
    with pytest.raises(ImproperlyConfigured, match="'twilio' does not carry the channel email"):
        transport("twilio", "email", settings())


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://fo.example.org"])
def test_twilio_is_given_our_address_where_it_can_be_reached(base):
    made = transport("twilio", "text", settings(BASE_URL=base))

    reachable = base.startswith("https")
    assert made.status_callback == (f"{base}/hooks/twilio/receipts/" if reachable else "")


@pytest.mark.parametrize("name", ["console", "notify", "smtp"])
def test_emails_go_as_the_settings_say(name):
    assert choose("email", settings(EMAIL_TRANSPORT=name)).name == name


def test_the_same_settings_give_the_same_transport_and_others_another():
    first = choose("text", settings(TEXT_TRANSPORT="notify"))

    assert choose("text", settings(TEXT_TRANSPORT="notify")) is first
    other = settings(TEXT_TRANSPORT="notify", NOTIFY_BASE_URL="http://127.0.0.1:1")
    assert choose("text", other) is not first


@pytest.mark.parametrize(
    ("channel", "changed", "named"),
    [
        ("text", {"TEXT_TRANSPORT": "smtp"}, "TEXT_TRANSPORT"),
        ("text", {"TEXT_TRANSPORT": "notify,smtp"}, "TEXT_TRANSPORT"),
        ("email", {"EMAIL_TRANSPORT": "twilio"}, "EMAIL_TRANSPORT"),
        ("email", {"EMAIL_TRANSPORT": ""}, "EMAIL_TRANSPORT"),
        ("text", {"TEXT_TRANSPORT": "notify", "NOTIFY_API_KEY": ""}, "NOTIFY_API_KEY"),
        ("text", {"TEXT_TRANSPORT": "notify", "NOTIFY_TEXT_TEMPLATE": ""}, "NOTIFY_TEXT_TEMPLATE"),
        ("text", {"TEXT_TRANSPORT": "twilio", "TWILIO_SENDER": ""}, "TWILIO_SENDER"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(channel, changed, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        choose(channel, settings(**changed))


@pytest.mark.parametrize("channel", ["text", "email"])
def test_the_console_refuses_to_work_in_production(channel):
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        choose(channel, settings(DEBUG=False))


def test_the_console_takes_everything_on_and_holds_nothing():
    console = ConsoleTransport(debug=True)

    accepted = console.send(Envelope("ref-1", "text", "+447700900123", "", "Hello"))

    assert accepted.provider_id == "console-ref-1"
    with pytest.raises(TransportError):
        console.look_up("ref-1")
