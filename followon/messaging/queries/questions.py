"""Which of our questions a text from some number may answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from followon.people.models import PainService, User

from .. import kinds
from ..models import REACHED_STATES, Channel, Message
from ..replies import fitting, meanings, without_name

AT_MOST = 100


@dataclass(frozen=True)
class Question:
    """The last message to one person about one thing, which asked for an answer."""

    message: Message
    person: User
    kind: kinds.Kind


@dataclass(frozen=True)
class Answer:
    """One way to understand a text: this question, that meaning."""

    question: Question
    reply: kinds.Reply


def open_questions(number: str, now: datetime) -> list[Question]:
    """What this number may still answer, the last one first.

    Only the last message about a thing counts: after a move the old date is no question any more,
    and after a cancellation nothing is.
    """
    lately = Message.objects.filter(
        to=number,
        channel=Channel.TEXT,
        state__in=REACHED_STATES,
        released_at__gt=now - kinds.REPLY_WINDOW,
        recipient__isnull=False,
    ).exclude(subject="")
    latest: dict[tuple[object, str], Message] = {}
    for message in lately.order_by("-released_at").select_related("recipient", "service")[:AT_MOST]:
        latest.setdefault((message.recipient_id, message.subject), message)
    return [
        Question(message, message.recipient, kind)
        for message in latest.values()
        if (kind := _asking(message, now)) is not None and message.recipient is not None
    ]


def answers(body: str, questions: Sequence[Question]) -> list[Answer]:
    """Every way in which these words fit; more than one means that we have to ask.

    A first name in front or behind ("ANN COMING") says who of those that share the number it is.
    """
    named = [
        Answer(question, reply)
        for question in questions
        if (rest := without_name(body, question.person.first_name)) is not None
        and (reply := fitting(meanings(rest), question.kind.replies)) is not None
    ]
    return named or [
        Answer(question, reply)
        for question in questions
        if (reply := fitting(meanings(body), question.kind.replies)) is not None
    ]


def service_of_number(number: str, people: Iterable[User]) -> PainService | None:
    """The service that last wrote to this number or these people, else the only one."""
    texts = Message.objects.select_related("service").order_by("-created_at")
    last = texts.filter(to=number).first() or texts.filter(recipient__in=list(people)).first()
    if last is not None:
        return last.service
    services = list(PainService.objects.all()[:2])
    return services[0] if len(services) == 1 else None


def _asking(message: Message, now: datetime) -> kinds.Kind | None:
    kind = kinds.get(message.kind)
    is_late = message.send_before is not None and now >= message.send_before
    if not kind.replies or kind.on_reply is None or (is_late and not kind.late_replies):
        return None
    return kind
