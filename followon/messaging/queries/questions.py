"""Which of our questions a text from some number may answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from followon.people.models import User

from .. import kinds
from ..models import REACHED_STATES, Channel, Message
from ..replies import Word, fitting, meanings, unclear, without_name

AT_MOST = 100


@dataclass(frozen=True)
class Question:
    """The last message to one person that asked one thing."""

    message: Message
    person: User
    kind: kinds.Kind
    is_open: bool


@dataclass(frozen=True)
class Answer:
    """One way to understand a text: this question, that meaning."""

    question: Question
    reply: kinds.Reply


def questions_to(number: str, now: datetime) -> list[Question]:
    """What we lately asked this number, the last question first."""
    lately = Message.objects.filter(
        to=number,
        channel=Channel.TEXT,
        state__in=REACHED_STATES,
        released_at__gt=now - kinds.REPLY_WINDOW,
        recipient__isnull=False,
        kind__in=[kind.code for kind in kinds.all_kinds() if kind.replies and kind.on_reply],
    )
    latest: dict[tuple[object, str], Question] = {}
    for message in lately.order_by("-released_at", "-created_at", "pk").select_related(
        "recipient", "service"
    )[:AT_MOST]:
        kind = kinds.get(message.kind)
        key = (message.recipient_id, kind.question(message))
        if key not in latest and message.recipient is not None:
            is_open = _is_open(kind, message, now)
            latest[key] = Question(message, message.recipient, kind, is_open)
    return list(latest.values())


def answers(body: str, questions: Sequence[Question]) -> list[Answer]:
    """
    Every way in which these words fit; more than one means that we have to ask.

    1. A first name in front or behind ("ANN COMING") says who of those that share the number it is.
    2. Open questions come first. Where none fits, somebody may correct what they said before: the
       last question of each person that the words fit.
    """
    found = _fits(questions, lambda person: without_name(body, person.first_name))
    found = found or _fits(questions, lambda person: body)
    still_open = [answer for answer in found if answer.question.is_open]
    if still_open:
        return still_open
    last: dict[object, Answer] = {}
    for answer in found:
        last.setdefault(answer.question.person.pk, answer)
    return list(last.values())


def unclear_to(body: str, questions: Sequence[Question]) -> Answer | None:
    """The one open question of lettered choices that these words answer, but not clearly."""
    asked = [each for each in questions if each.is_open and Word.UNCLEAR in each.kind.replies]
    reply = unclear(body)
    return Answer(asked[0], reply) if reply is not None and len(asked) == 1 else None


def _fits(questions: Sequence[Question], said_by: Callable[[User], str | None]) -> list[Answer]:
    found = []
    for question in questions:
        words = said_by(question.person)
        reply = fitting(meanings(words), question.kind.replies) if words else None
        if reply is not None:
            found.append(Answer(question, reply))
    return found


def _is_open(kind: kinds.Kind, message: Message, now: datetime) -> bool:
    if message.send_before is not None and now >= message.send_before:
        return False
    return not kind.still_wanted(message, now)
