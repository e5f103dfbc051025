"""Texts that people send us: kept as they came, then understood or put before a person."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction

from followon.audit.services import record
from followon.people.models import ContactKind, PainService, User
from followon.people.queries.contacts import contact_at, people_at
from followon.people.services.contacts import mark_proven

from ..models import InboundText, Message, Reading, TextStop
from ..own_kinds import HELP, RECEIVED, STARTED, STOPPED
from ..queries.numbers import owner_of, service_of_text
from ..queries.questions import Answer, Question, answers, questions_to, unclear_to
from ..queries.replying import replies_on
from ..queries.which import Offer, asked_lately, chosen, facts_of, offers_to
from ..replies import Command, Word, command, meanings
from ..unanswered import hand_over
from ..which import ASKED_AT_MOST, MOST, WHICH_PERSON, WHICH_QUESTION
from .outbox import enqueue_to_number
from .stops import start_texts, stop_texts

log = logging.getLogger(__name__)

AUTO_REPLY_EVERY = timedelta(hours=12)


@dataclass(frozen=True)
class Sender:
    """Who may have written: everybody whose mobile it is."""

    number: str
    people: tuple[User, ...]
    service: PainService | None

    @property
    def person(self) -> User | None:
        """The one whose number it is; nobody where two share it."""
        return self.people[0] if len(self.people) == 1 else None


def keep(
    *,
    provider: str,
    provider_id: str,
    source: str,
    destination: str,
    body: str,
    sent_at: datetime | None,
    now: datetime,
    handled: str = "",
) -> InboundText | None:
    """Keep one text as it came; None when it is there already.

    `handled` is the command that the provider understood, answered and enforces by itself.
    """
    text = InboundText(
        provider=provider,
        provider_id=provider_id[:80],
        source=source[:20],
        destination=destination[:20],
        body=body[:2000].replace("\x00", ""),
        sent_at=sent_at,
        received_at=now,
        meaning=handled,
    )
    same = InboundText.objects.filter(provider=provider, provider_id=text.provider_id)
    if same.exists():
        return None
    InboundText.objects.bulk_create([text], ignore_conflicts=True)
    return same.first()


@transaction.atomic
def work(*, text_id: int, now: datetime) -> bool:
    """
    Understand one text, once.

    1. STOP, START and HELP with their kin are for us, always.
    2. Words that choose from what we last asked back ("B", "ANN") answer that.
    3. Words that fit exactly one open question answer it; where they fit two we ask which.
    4. Anything else waits for a person, and gets the one fixed answer. So does everything where
       the service takes no answers by text.
    """
    waiting = InboundText.objects.select_for_update(skip_locked=True).unworked()
    text = waiting.filter(pk=text_id).first()
    if text is None:
        return False
    sender = _sender(text)
    text.person, text.service, text.worked_at = sender.person, sender.service, now
    text.reading, text.meaning = _read(text, sender, now)
    text.save(update_fields=["person", "service", "worked_at", "reading", "meaning"])
    if text.reading == Reading.TO_READ:
        hand_over(text, now)
    return True


@transaction.atomic
def mark_read(*, text: InboundText, by: User, now: datetime) -> bool:
    """A person has read it; False when somebody else was first."""
    waiting = InboundText.objects.filter(pk=text.pk, reading=Reading.TO_READ)
    if not waiting.update(reading=Reading.READ, read_by=by, read_at=now):
        return False
    record("text.read", text, by=by, now=now, service=text.service)
    return True


def _sender(text: InboundText) -> Sender:
    number = text.source
    with connection.cursor() as cursor:  # two texts of one number are worked on one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"from:{number}"])
    people = tuple(people_at(ContactKind.MOBILE, number))
    service = service_of_text(destination=text.destination, number=number, people=people)
    return Sender(number, people, service)


def _read(text: InboundText, sender: Sender, now: datetime) -> tuple[Reading, str]:
    handled = bool(text.meaning)  # the provider has answered, and would refuse our answer to STOP
    said = Command(text.meaning) if handled else command(text.body)
    if said in (Command.STOP, Command.STOP_AND_READ):
        if stop_texts(number=sender.number, now=now) and not handled:
            _answer(STOPPED, text, sender, now)
        reading = Reading.UNDERSTOOD if said == Command.STOP else Reading.TO_READ
        return reading, Command.STOP.value
    if said == Command.START:
        return _start(text, sender, now)
    if said in (Command.HELP, Command.HELP_AND_READ):
        if not handled:
            _answer(HELP, text, sender, now)
        reading = Reading.UNDERSTOOD if said == Command.HELP else Reading.TO_READ
        return reading, Command.HELP.value
    return _read_answer(text, sender, now)


def _read_answer(text: InboundText, sender: Sender, now: datetime) -> tuple[Reading, str]:
    aside = partial(_set_aside, text, sender, now)
    questions = _open_to_texts(questions_to(sender.number, now), owner_of(text.destination))
    offers = offers_to(sender.number, questions, now)
    found = chosen(text.body, offers) if offers else []
    if found and _is_clear(found, offers):
        given = [_give(text, answer, now) for answer in found]
        return (Reading.UNDERSTOOD, found[0].reply.word) if all(given) else aside()
    found = found or answers(text.body, questions)
    if len(found) > 1:
        return _ask_which(text, found, sender, now)
    if found and _give(text, found[0], now):
        return Reading.UNDERSTOOD, found[0].reply.word
    if not found and _says_yes(text.body) and _is_stopped(sender.number):
        return _start(text, sender, now)
    again = unclear_to(text.body, questions)
    if again and _give(text, again, now):
        return Reading.UNDERSTOOD, again.reply.word
    return aside()


def _open_to_texts(questions: list[Question], owner: PainService | None) -> list[Question]:
    """Those of services that take answers by text, and of the one whose own number it came to."""
    asking = {each.message.service_id for each in questions}
    taken = replies_on(asking & {owner.pk} if owner else asking)
    return [each for each in questions if each.message.service_id in taken]


def _is_clear(found: list[Answer], offers: list[Offer]) -> bool:
    """Each was offered by itself, or each person is left with one question."""
    people = [answer.question.person.pk for answer in found]
    return all(len(offer.answers) == 1 for offer in offers) or len(set(people)) == len(people)


def _ask_which(
    text: InboundText, found: list[Answer], sender: Sender, now: datetime
) -> tuple[Reading, str]:
    """Ask so that a letter or a name is enough; a person reads it where that leads nowhere."""
    if asked_lately(sender.number, now) >= ASKED_AT_MOST:
        return _set_aside(text, sender, now)
    people = len({answer.question.person.pk for answer in found}) > 1
    facts = facts_of(found, people=people) if len(found) <= MOST else {}
    kind = WHICH_PERSON if people else WHICH_QUESTION
    asking = Sender(sender.number, sender.people, found[0].question.message.service)
    _answer(kind, text, asking, now, facts=facts)
    return Reading.ASKED_BACK, ""


def _set_aside(text: InboundText, sender: Sender, now: datetime) -> tuple[Reading, str]:
    if _may_auto_reply(sender.number, now):
        _answer(RECEIVED, text, sender, now)
    return Reading.TO_READ, ""


def _give(text: InboundText, answer: Answer, now: datetime) -> bool:
    """Let the kind act on it; False when it does not fit after all, or its room fails."""
    question = answer.question
    on_reply = question.kind.on_reply
    try:
        with transaction.atomic():
            taken = on_reply is not None and on_reply(
                question.message, question.person, answer.reply, now
            )
    except Exception as error:  # a person reads it then; the words stay out of the log
        log.error("A reply to a %s failed: %s", question.kind.code, type(error).__name__)
        return False
    if not taken:
        return False
    text.person, text.service = question.person, question.message.service
    contact = contact_at(question.person, ContactKind.MOBILE, text.source)
    if contact is not None:
        mark_proven(contact=contact, now=now)
    return True


def _start(text: InboundText, sender: Sender, now: datetime) -> tuple[Reading, str]:
    if start_texts(number=sender.number, now=now) and not text.meaning:
        _answer(STARTED, text, sender, now)
    return Reading.UNDERSTOOD, Command.START.value


def _says_yes(body: str) -> bool:
    return any(reply.word == Word.YES for reply in meanings(body))


def _is_stopped(number: str) -> bool:
    return TextStop.objects.filter(number=number, ended_at__isnull=True).exists()


def _may_auto_reply(number: str, now: datetime) -> bool:
    since = now - AUTO_REPLY_EVERY
    return not Message.objects.filter(to=number, kind=RECEIVED, created_at__gt=since).exists()


def _answer(
    kind: str,
    text: InboundText,
    sender: Sender,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Queue a text back; where no service is known, the oldest one lends its neutral name only."""
    service, facts = sender.service, facts or {}
    if service is None:
        service = PainService.objects.order_by("created_at").first()
        facts = {**facts, "lent": True}
    if service is not None:
        enqueue_to_number(
            kind=kind,
            number=sender.number,
            service=service,
            recipient=sender.person,
            now=now,
            dedupe=str(text.pk),
            facts=facts,
        )
