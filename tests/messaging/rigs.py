"""Each transport beside a provider on loopback, so that one suite can try them all."""

import socket
from collections.abc import Callable
from typing import Any

from followon.messaging.transports.anymail import AnymailTransport
from followon.messaging.transports.base import Accepted, Envelope, Transport
from followon.messaging.transports.notify import NotifyTransport
from followon.messaging.transports.smtp import SmtpTransport
from followon.messaging.transports.twilio import TwilioTransport
from tests.fakes.mailgun import API_KEY as MAILGUN_KEY
from tests.fakes.mailgun import DOMAIN, FakeMailgun
from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE, FakeNotify
from tests.fakes.smtp_sink import SmtpSink
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SENDER, FakeTwilio

PATIENT = 10.0  # for what must succeed, on however busy a machine
IMPATIENT = 0.2  # for what is meant to time out
PHONE = "+447700900123"
ADDRESS = "alexandra.okonkwo@example.com"
WORDS = "Your group meets Wed 12 August, 2pm, at the Bay Tree Cafe."


def closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


class Rig:
    """A transport, its provider, and the faults that both sides know."""

    channel: Any = "text"
    to = PHONE
    limits = ("rate",)  # which of its limits the provider documents
    provider: Any
    transport: Transport

    def __enter__(self) -> "Rig":
        self.provider.start()
        self.transport = self.make()
        return self

    def __exit__(self, *_: object) -> None:
        self.provider.stop()

    def make(self, **changed: Any) -> Transport:
        raise NotImplementedError

    def envelope(self, reference: str = "ref-1", **changed: Any) -> Envelope:
        fields = {"to": self.to, "subject": "Your next meeting", "body": WORDS} | changed
        return Envelope(reference=reference, channel=self.channel, **fields)

    def send(self, reference: str = "ref-1", **changed: Any) -> Accepted:
        return self.transport.send(self.envelope(reference, **changed))

    def accepted(self) -> list[tuple[str, str]]:
        return [(sent.to, sent.body.rstrip("\n")) for sent in self.kept()]

    def kept(self) -> list[Any]:
        return self.provider.sent

    def impatient(self, **changed: Any) -> Transport:
        return self.make(timeout=IMPATIENT, **changed)

    def without_key(self) -> Transport:
        raise NotImplementedError

    def nowhere(self) -> Transport:
        raise NotImplementedError

    def at_host(self, host: str) -> Transport:
        raise NotImplementedError

    def break_next(self, fault: str) -> None:
        """One fault at the provider, and a transport that does not wait for long."""
        self.transport = self.impatient()
        self.faults()[fault]()

    def answer_next(self, kind: str) -> None:
        """One of the answers that every provider documents, by its kind: KINDS of the suite."""
        raise NotImplementedError

    def faults(self) -> dict[str, Callable[[], None]]:
        """What the provider does next."""
        return {
            "hang": self.provider.hang,
            "accept_then_hang": self.provider.accept_then_timeout,
            "break": self.provider.reset,
            "accept_then_break": self.provider.accept_then_reset,
            "slow_body": lambda: self.provider.slow_body(pause=0.02),
        }


class NotifyText(Rig):
    limits = ("rate", "daily")
    template = {"text_template": TEXT_TEMPLATE}

    def __init__(self) -> None:
        self.provider = FakeNotify()

    def make(self, **changed: Any) -> NotifyTransport:
        options = {"api_key": API_KEY, "base_url": self.provider.url, "timeout": PATIENT}
        return NotifyTransport(**(options | self.template | changed))

    def answer_next(self, kind: str) -> None:
        answers = {
            "rate": (429, "RateLimitError", "Exceeded rate limit for key type LIVE"),
            "daily": (429, "TooManyRequestsError", "Exceeded send limits (250000) for today"),
            "account": (403, "AuthError", "Invalid token: service is archived"),
            "refused": (400, "BadRequestError", "Your message is empty."),
            "fault": (500, "Exception", "Internal server error"),
        }
        self.provider.fail_with(*answers.get(kind, (200, "", "")))

    def without_key(self) -> Transport:
        return self.make(api_key=API_KEY[:-4] + "0000")

    def nowhere(self) -> Transport:
        return self.make(base_url=f"http://127.0.0.1:{closed_port()}")

    def at_host(self, host: str) -> Transport:
        return self.make(base_url=f"http://{host}")


class NotifyEmail(NotifyText):
    channel = "email"
    to = ADDRESS
    template = {"email_template": EMAIL_TEMPLATE}


class Twilio(Rig):
    limits = ("rate", "daily")

    def __init__(self) -> None:
        self.provider = FakeTwilio()

    def make(self, **changed: Any) -> TwilioTransport:
        options = {
            "account_sid": ACCOUNT_SID,
            "auth_token": AUTH_TOKEN,
            "sender": SENDER,
            "base_url": self.provider.url,
            "timeout": PATIENT,
        }
        return TwilioTransport(**(options | changed))

    def answer_next(self, kind: str) -> None:
        answers = {
            "rate": (429, 20429),
            "daily": (429, 63038),
            "account": (401, 20003),
            "refused": (400, 21617),
            "fault": (500, 20500),
        }
        if kind == "nonsense":
            self.provider.fail_next(201, "<html>Sorry</html>")
        else:
            self.provider.fail_with(*answers[kind])

    def without_key(self) -> Transport:
        return self.make(auth_token="wrong")

    def nowhere(self) -> Transport:
        return self.make(base_url=f"http://127.0.0.1:{closed_port()}")

    def at_host(self, host: str) -> Transport:
        return self.make(base_url=f"http://{host}")


class Smtp(Rig):
    channel = "email"
    to = ADDRESS

    def __init__(self) -> None:
        self.provider = SmtpSink()

    def make(self, **changed: Any) -> SmtpTransport:
        options = {
            "host": self.provider.host,
            "port": self.provider.port,
            "from_email": "Follow-on <hello@followon.example>",
            "timeout": PATIENT,
        }
        return SmtpTransport(**(options | changed))

    def kept(self) -> list[Any]:
        return self.provider.mails

    def answer_next(self, kind: str) -> None:
        answers = {
            "rate": ("MAIL", "421 4.7.0 Too many messages, slow down"),
            "account": ("MAIL", "550 5.7.1 Sender not allowed"),
            "refused": ("DATA", "554 5.6.0 Message refused"),
            "fault": ("DATA", "drop"),
            "nonsense": ("DATA", "Sorry"),
        }
        self.provider.answer(*answers[kind])

    def without_key(self) -> Transport:
        self.provider.answer("MAIL", "530 5.7.0 Authentication required")
        return self.make()

    def nowhere(self) -> Transport:
        return self.make(port=closed_port())

    def at_host(self, host: str) -> Transport:
        return self.make(host=host)

    def faults(self) -> dict[str, Callable[[], None]]:
        return {
            "hang": self.provider.hang,
            "accept_then_hang": self.provider.accept_then_hang,
            "break": self.provider.drop,
            "accept_then_break": self.provider.accept_then_drop,
            "slow_body": self.provider.accept_then_hang,
        }


class PipelinedSmtp(Smtp):
    """The same, where the server takes several commands in one go."""

    def __init__(self) -> None:
        self.provider = SmtpSink(pipelining=True)


class Anymail(Rig):
    """Mailgun, by django-anymail."""

    channel = "email"
    to = ADDRESS

    def __init__(self) -> None:
        self.provider = FakeMailgun()

    def make(self, *, timeout: float = PATIENT, **changed: Any) -> AnymailTransport:
        options = {"api_key": MAILGUN_KEY, "api_url": f"{self.provider.url}/v3"}
        options |= {"sender_domain": DOMAIN} | changed
        return AnymailTransport(
            provider="mailgun",
            options=tuple(options.items()),
            from_email="Follow-on <hello@followon.example>",
            timeout=timeout,
        )

    def answer_next(self, kind: str) -> None:
        answers = {
            "rate": (429, {"message": "Too many requests"}),
            "account": (401, "Forbidden"),
            "refused": (400, {"message": "Need at least one of 'text' or 'html'"}),
            "fault": (500, {"message": "Internal server error"}),
            "nonsense": (200, "<html>Sorry</html>"),
        }
        self.provider.fail_next(*answers[kind])

    def without_key(self) -> Transport:
        return self.make(api_key="key-of-somebody-else")

    def nowhere(self) -> Transport:
        return self.make(api_url=f"http://127.0.0.1:{closed_port()}/v3")

    def at_host(self, host: str) -> Transport:
        return self.make(api_url=f"http://{host}/v3")


RIGS: list[type[Rig]] = [NotifyText, NotifyEmail, Twilio, Smtp, PipelinedSmtp, Anymail]
