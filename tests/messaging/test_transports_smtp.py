"""SMTP: what an e-mail looks like, and what a mail server's codes mean."""

from collections.abc import Iterator

import pytest

from followon.messaging.transports.base import TransportError
from tests.messaging.rigs import ADDRESS, Smtp


@pytest.fixture
def rig() -> Iterator[Smtp]:
    with Smtp() as made:
        yield made


def failure_of(rig: Smtp, **changed: str) -> TransportError:
    with pytest.raises(TransportError) as caught:
        rig.send(**changed)
    return caught.value


def marks(error: TransportError) -> set[str]:
    names = ("permanent", "unclear", "configuration", "contact_dead", "opted_out")
    return {name for name in names if getattr(error, name)}


def test_an_email_has_both_bodies_and_says_who_it_is_from(rig):
    rig.send(html="<p>Hello</p>", sender_name="Riverside, Group")

    [mail] = rig.provider.mails
    assert (mail.sender, mail.to) == ("hello@followon.example", ADDRESS)
    assert mail.message["From"] == '"Riverside, Group" <hello@followon.example>'
    assert mail.subject == "Your next meeting"
    assert mail.html.strip() == "<p>Hello</p>"


def test_our_reference_is_in_the_message_id(rig):
    accepted = rig.send("5e1c")

    assert rig.provider.mails[0].message["Message-ID"] == "<5e1c@followon.example>"
    assert accepted.provider_id == "5e1c"


def test_unsubscribing_is_one_click(rig):
    rig.send(unsubscribe_url="https://followon.example/stop/abc")

    message = rig.provider.mails[0].message
    assert message["List-Unsubscribe"] == "<https://followon.example/stop/abc>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_that_cannot_be_stopped_does_not_say_so(rig):
    rig.send()

    message = rig.provider.mails[0].message
    assert message["List-Unsubscribe"] is None
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("verb", "reply", "expected"),
    [
        ("RCPT", "450 4.2.1 Mailbox busy", set()),
        ("RCPT", "451 4.7.1 Greylisted, come back", set()),
        ("RCPT", "452 4.5.3 Too many", set()),
        ("RCPT", "421 4.3.2 Closing", set()),
        ("RCPT", "550 No such user", {"permanent", "contact_dead"}),
        ("RCPT", "550 5.1.1 No such user", {"permanent", "contact_dead"}),
        ("RCPT", "551 User not local", {"permanent", "contact_dead"}),
        ("RCPT", "553 5.1.3 Bad address", {"permanent", "contact_dead"}),
        ("RCPT", "550 5.2.1 Mailbox disabled", {"permanent", "contact_dead"}),
        ("RCPT", "552 5.2.2 Mailbox full", {"permanent"}),
        ("RCPT", "550 5.7.1 Blocked by policy", {"permanent"}),
        ("RCPT", "554 Transaction failed", {"permanent"}),
        ("RCPT", "550 5.7.1 Relaying denied", {"permanent", "configuration"}),
        ("RCPT", "554 5.7.1 <x@y>: Relay access denied", {"permanent", "configuration"}),
        ("RCPT", "530 5.7.0 Sign in first", {"permanent", "configuration"}),
        ("MAIL", "421 4.3.2 Too busy", set()),
        ("MAIL", "451 4.3.0 Later", set()),
        ("MAIL", "550 5.7.1 Not your sender", {"permanent", "configuration"}),
        ("MAIL", "552 5.3.4 Too big", {"permanent"}),
        ("DATA", "451 4.3.0 Later", set()),
        ("DATA", "421 4.3.2 Closing", set()),
        ("DATA", "554 5.6.0 Not liked", {"permanent"}),
        ("DATA", "550 5.7.1 Spam", {"permanent"}),
        ("DATA", "550 5.1.1 No such user", {"permanent", "contact_dead"}),
    ],
)
def test_codes(rig, verb, reply, expected):
    rig.provider.answer(verb, reply)

    error = failure_of(rig)

    assert marks(error) == expected
    assert rig.accepted() == []


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
@pytest.mark.parametrize("fault", ["hang", "drop"])
def test_a_line_lost_before_the_body_is_surely_not_sent(rig, verb, fault):
    getattr(rig.provider, fault)(verb)
    rig.transport = rig.impatient()

    assert marks(failure_of(rig)) == set()


def test_a_refusal_keeps_the_line_for_the_next_message(rig):
    rig.provider.answer("RCPT", "550 5.1.1 No such user")
    failure_of(rig)

    rig.send("ref-2")

    assert len(rig.accepted()) == 1
    assert rig.provider.connections == 1


def test_a_server_that_closes_a_kept_line_is_tried_once_more(rig):
    rig.send("ref-1")
    rig.provider.answer("MAIL", "421 4.4.2 You were idle")

    rig.send("ref-2")

    assert len(rig.accepted()) == 2


@pytest.mark.parametrize("subject", ["Hello\nBcc: everybody@example.com", "Hello\r\nX: y"])
def test_a_header_cannot_be_smuggled_in(rig, subject):
    error = failure_of(rig, subject=subject)

    assert marks(error) == {"permanent"}
    assert rig.accepted() == []


@pytest.mark.parametrize("to", ["a@example.com\nb@example.com", "a@example.com, b@example.com", ""])
def test_one_message_goes_to_one_address(rig, to):
    error = failure_of(rig, to=to)

    assert marks(error) == {"permanent", "contact_dead"}
    assert rig.accepted() == []


def test_a_server_without_encryption_is_a_matter_of_settings(rig):
    rig.transport = rig.make(use_tls=True)

    assert marks(failure_of(rig)) == {"configuration"}


def test_a_server_without_sign_in_is_a_matter_of_settings(rig):
    rig.transport = rig.make(username="us", password="secret")

    assert marks(failure_of(rig)) == {"configuration"}


def test_a_failed_sign_in_leaves_no_line_open(rig):
    rig.transport = rig.make(username="us", password="secret")

    failure_of(rig)
    failure_of(rig)

    with rig.transport._backends.one() as backend:
        assert (backend.connection, backend._partial_connection) == (None, None)
    assert rig.provider.connections == 2
