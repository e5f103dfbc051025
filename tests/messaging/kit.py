"""Kinds, messages and providers for the tests of messaging."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment

from followon.messaging import kinds, wording
from followon.messaging.kinds import Hours, Kind, Reply
from followon.messaging.models import FINAL_STATES, Channel, Message, State
from followon.messaging.queries.facts import BatchFacts
from followon.messaging.queries.own_words import voices
from followon.messaging.services.composing import Composed, compose_all
from followon.messaging.services.outbox import enqueue
from followon.messaging.services.sending import send_due
from followon.people.models import PainService, User
from tests.cast import NOW
from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE, FakeNotify

TOKEN = "x" * 40
LINK_TOKEN = "AbCdEfGhIjKlMnOpQrSt_-"
LINK = f"https://fo.example.org/a/{LINK_TOKEN}"
WORDS = {
    "sms": "{{ first_name }}, we meet on Wednesday. {{ link }}",
    "subject": "We meet on Wednesday",
    "email": "Dear {{ first_name }},\n\nWe meet on Wednesday <& so on>.\n\n{{ link }}\n",
}
MEETING = frozenset({"coming", "maybe", "not_today", "no"})


class Answers:
    """What the kinds of a test were told by replies; `refuse`: that it does not fit after all."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str, int | None]] = []
        self.refuse = False
        self.fault: Exception | None = None

    def take(self, message: Message, user: User, reply: Reply, now: datetime) -> bool:
        if self.fault:
            raise self.fault
        if not self.refuse:
            self.given.append((message.subject, reply.word, reply.number))
        return not self.refuse


def composed(message: Message, now: datetime) -> Composed:
    """The words of one message by itself."""
    language_of = BatchFacts([message], now).language_of
    heard = voices([message.service_id])
    (only,) = compose_all([message], now, heard=heard, language_of=language_of)
    return only


def context(message: Message, now: datetime) -> dict[str, Any]:
    return {"link": message.facts.get("link", LINK), "code": message.facts.get("secret", "")}


@contextmanager
def registered(*added: Kind) -> Iterator[None]:
    """Kinds for one test, each with the same words."""
    before, environment = dict(kinds._kinds), wording._environment
    words = {
        f"messages/{kind.code}.{side}.jinja": text for kind in added for side, text in WORDS.items()
    }
    words["messages/code.sms.jinja"] = "your code is {{ code }}"

    def with_words(*, escaped: bool) -> Environment:
        usual = environment(escaped=escaped)
        return usual.overlay(loader=ChoiceLoader([DictLoader(words), usual.loader]))

    try:
        for kind in added:
            kinds.register(kind)
        wording._environment = with_words
        yield
    finally:
        kinds._kinds.clear()
        kinds._kinds.update(before)
        wording._environment = environment


def usual_kinds(answers: Answers) -> list[Kind]:
    return [
        Kind("plain", context),
        Kind("urgent", context, hours=Hours.URGENT, counts_to_cap=False),
        Kind("code", context, hours=Hours.ANY, counts_to_cap=False),
        Kind("asking", context, counts_to_cap=False, replies=MEETING, on_reply=answers.take),
        Kind(
            "report",
            context,
            counts_to_cap=False,
            replies=frozenset({"number", "no", "moved"}),
            on_reply=answers.take,
        ),
    ]


def use_notify(settings: Any, fake: FakeNotify, *, timeout: float = 5.0) -> None:
    """Texts and e-mails through the stand-in, with the vendor's client."""
    settings.TEXT_TRANSPORT = settings.EMAIL_TRANSPORT = "notify"
    settings.NOTIFY_BASE_URL = fake.url
    settings.NOTIFY_API_KEY = API_KEY
    settings.NOTIFY_TEXT_TEMPLATE = TEXT_TEMPLATE
    settings.NOTIFY_EMAIL_TEMPLATE = EMAIL_TEMPLATE
    settings.NOTIFY_CALLBACK_TOKEN = TOKEN
    settings.TRANSPORT_TIMEOUT = timeout


def queue(to: User, service: PainService, kind: str = "plain", **more: Any) -> Message:
    """One queued message; the test fails when there is not exactly one."""
    (message,) = enqueue(kind=kind, recipient=to, service=service, now=more.pop("now", NOW), **more)
    return message


def sent(to: User, service: PainService, kind: str = "plain", **more: Any) -> Message:
    """One message that has left."""
    message = queue(to, service, kind, **more)
    send_due(now=more.get("now", NOW))
    message.refresh_from_db()
    assert message.state == State.SENT, (message.state, message.reason)
    return message


def states(**filters: Any) -> list[tuple[str, str]]:
    """(channel, state) of the messages, in order of making."""
    rows = Message.objects.filter(**filters).order_by("created_at", "channel")
    return list(rows.values_list("channel", "state"))


TEXT, EMAIL = Channel.TEXT.value, Channel.EMAIL.value


def in_state(message: Message, state: str, **fields: Any) -> Message:
    """The same message, there already; rows move forward only, so it is put in anew."""
    Message.objects.filter(pk=message.pk).delete()
    ended = {"reason": "why", "finished_at": NOW} if state in FINAL_STATES else {}
    lease = {"lease_until": NOW} if state == State.SENDING else {}
    for name, value in {"state": state, **ended, **lease, **fields}.items():
        setattr(message, name, value)
    message.save(force_insert=True)
    return message
