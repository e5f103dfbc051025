"""SMTP: what an e-mail looks like, and what a mail server's codes mean."""

import smtplib
from collections.abc import Iterator

import pytest

from followon.messaging.transports.base import TransportError
from tests.messaging.rigs import ADDRESS, PipelinedSmtp, Smtp


@pytest.fixture(params=[Smtp, PipelinedSmtp], ids=lambda rig: rig.__name__)
def rig(request: pytest.FixtureRequest) -> Iterator[Smtp]:
    with request.param() as made:
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


# What the server wants of us, and of one address alone


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("535 5.7.8 Authentication credentials invalid", {"permanent", "configuration"}),
        ("534 5.7.9 Mechanism too weak", {"permanent", "configuration"}),
        ("538 5.7.11 Encryption required", {"permanent", "configuration"}),
        ("454 4.7.0 Temporary authentication failure", set()),
        ("421 4.3.2 Closing", set()),
    ],
)
def test_signing_in_that_fails(rig, reply, expected):
    rig.provider.sign_in = {"us": "secret"}
    for _mechanism in range(3):  # smtplib tries the next one
        rig.provider.answer("AUTH", reply)
    rig.transport = rig.make(username="us", password="secret")

    assert marks(failure_of(rig)) == expected
    assert rig.accepted() == []


@pytest.mark.parametrize("password", ["secret", "wrong"])
def test_signing_in(rig, password):
    rig.provider.sign_in = {"us": "secret"}
    rig.transport = rig.make(username="us", password=password)

    if password == "secret":
        assert rig.send().provider_id
    else:
        assert marks(failure_of(rig)) == {"permanent", "configuration"}


@pytest.mark.parametrize(
    ("verb", "reply", "its_own"),
    [
        ("RCPT", "450 4.2.0 Greylisted, come back in five minutes", True),
        ("RCPT", "451 4.7.1 Greylisted", True),
        ("RCPT", "452 4.2.2 Mailbox full", True),
        ("RCPT", "421 4.3.2 Closing", False),
        ("RCPT", "451 4.3.0 Out of memory", False),
        ("MAIL", "451 4.3.0 Later", False),
        ("DATA", "451 4.3.0 Later", False),
    ],
)
def test_an_address_that_is_put_off_says_nothing_of_the_server(rig, verb, reply, its_own):
    rig.provider.answer(verb, reply)

    error = failure_of(rig)

    assert (marks(error), error.of_recipient) == (set(), its_own)


def test_an_answer_to_the_message_that_is_none_is_unclear(rig):
    rig.provider.answer("DATA", "What a lovely day")

    assert marks(failure_of(rig)) == {"unclear"}


@pytest.mark.parametrize("fault", ["drop", "accept_then_drop"])
def test_a_line_that_breaks_after_the_words_is_unclear(rig, fault):
    getattr(rig.provider, fault)()

    assert marks(failure_of(rig)) == {"unclear"}


# Several commands in one go


def sends_of(rig, monkeypatch) -> list[bytes]:
    """What is written to the line for one message, write by write."""
    written: list[bytes] = []
    send = smtplib.SMTP.send

    def noted(self, said):
        written.append(said if isinstance(said, bytes) else said.encode())
        return send(self, said)

    rig.send("first")
    monkeypatch.setattr(smtplib.SMTP, "send", noted)
    rig.send("second")
    return written


def test_a_server_that_allows_it_gets_several_commands_in_one_go(rig, monkeypatch):
    written = sends_of(rig, monkeypatch)

    assert len(written) == (2 if rig.provider.pipelining else 4)


def test_a_line_that_begins_with_a_dot_arrives_whole(rig):
    words = "Hello\n.\n..and\n.MAIL FROM:<x@example.com>\nbye"

    rig.send(body=words)

    assert rig.accepted() == [(rig.to, words)]


def test_a_server_that_goes_on_after_a_refused_address_gets_an_empty_message(rig):
    rig.provider.lenient = True
    rig.provider.answer("RCPT", "550 5.1.1 No such user")
    rig.provider.answer("DATA", "554 5.5.1 No valid recipients")

    assert marks(failure_of(rig)) == {"permanent", "contact_dead"}
    rig.provider.lenient = False
    rig.provider._answers["DATA"].clear()
    rig.send("ref-2")
    assert (len(rig.accepted()), rig.provider.connections) == (1, 1)
