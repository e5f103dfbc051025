"""What we lately asked a number to choose from, and what an answer to that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from followon.people.models import User

from .. import kinds, which
from ..models import REACHED_STATES, Channel, InboundText, Message, Reading
from ..replies import Word, fitting, meanings, plain_words
from ..which import WHICH_PERSON, WHICH_QUESTION
from .questions import Answer, Question

BY_QUESTION, BY_NAME, BY_PERSON = "question", "name", "person"


@dataclass(frozen=True)
class Offer:
    """One thing to choose: what to reply with, what it is, and the answers that it stands for."""

    letter: str
    label: str
    answers: tuple[Answer, ...]

    @property
    def names(self) -> frozenset[str]:
        """What somebody may call it."""
        if self.letter:
            return which.names_of(self.letter, self.label)
        person = self.answers[0].question.person
        return frozenset(
            plain_words(name) for name in (self.label, person.first_name, person.full_name)
        )


def facts_of(found: Sequence[Answer], *, people: bool) -> dict[str, Any]:
    """What the message that asks has to remember, the next date first: ids and codes, no words."""
    answers = sorted(found, key=_soonest)
    persons = list(dict.fromkeys(each.question.person for each in answers))
    first = [plain_words(_first_name(person)) for person in persons]
    distinct = all(first) and len(set(first)) == len(first)
    options = [
        {
            "message": str(each.question.message.pk),
            "person": persons.index(each.question.person),
            "word": str(each.reply.word),
            "number": each.reply.number,
            "picks": each.reply.picks,
        }
        for each in answers
    ]
    by = (BY_NAME if distinct else BY_PERSON) if people else BY_QUESTION
    return {"by": by, "options": options}


def asked_lately(number: str, now: datetime) -> int:
    """How often this number was lately asked which one it means."""
    asked = Message.objects.filter(to=number, kind__in=[WHICH_PERSON, WHICH_QUESTION])
    return asked.filter(created_at__gt=now - which.ASKED_WITHIN).count()


def offers_to(number: str, questions: Sequence[Question], now: datetime) -> list[Offer]:
    """What the last such question to this number offers still, [] when it is too long ago."""
    asked = Message.objects.filter(
        to=number,
        channel=Channel.TEXT,
        kind__in=[WHICH_PERSON, WHICH_QUESTION],
        state__in=REACHED_STATES,
        released_at__gt=now - which.UNDERSTOOD_FOR,
    )
    message = asked.order_by("-released_at").first()
    if message is None or _letters_mean_another(message, number, questions):
        return []
    return offers_of(message, {str(each.message.pk): each for each in questions})


def _letters_mean_another(message: Message, number: str, questions: Sequence[Question]) -> bool:
    """Whether a question with letters of its own came later, or this one is answered already."""
    lettered = [each for each in questions if each.is_open and Word.PICKED in each.kind.replies]
    if not lettered or message.facts.get("by") == BY_NAME or message.released_at is None:
        return False
    asked = [each.message.released_at for each in lettered if each.message.released_at]
    if max(asked, default=message.released_at) > message.released_at:
        return True
    since = InboundText.objects.filter(source=number, worked_at__gt=message.released_at)
    return since.filter(reading=Reading.UNDERSTOOD).exists()


def offers_of(message: Message, questions: dict[str, Question]) -> list[Offer]:
    """What a message asks to choose from; a question that is not among `questions` is over."""
    found = [
        (option, questions.get(option["message"])) for option in message.facts.get("options", [])
    ]
    by = message.facts.get("by")
    if by != BY_QUESTION:
        return _people([each for each in found if each[1] is not None], named=by == BY_NAME)
    labels = which.told_apart([_called(each) if each else ("-",) for _option, each in found])
    return [
        Offer(letter, label, (_answer(option, each),))
        for letter, label, (option, each) in zip(which.LETTERS, labels, found, strict=False)
        if each is not None
    ]


def asked_in(messages: Sequence[Message], now: datetime) -> dict[str, Message]:
    """The questions of which these messages ask which one was meant: read for all of them."""
    ids = {option["message"] for each in messages for option in each.facts.get("options", [])}
    rows = Message.objects.filter(pk__in=ids, recipient__isnull=False).select_related("recipient")
    kinds.prepare(rows, now)
    return {str(row.pk): row for row in rows}


def offered_in(message: Message, now: datetime) -> list[Offer]:
    """The same for the words of the message itself, however old its questions are by then."""
    prepared = message.prepared
    asked: dict[str, Message] = asked_in([message], now) if prepared is None else prepared
    ids = [option["message"] for option in message.facts.get("options", [])]
    return offers_of(message, {key: _question(asked[key]) for key in ids if key in asked})


def chosen(body: str, offers: Sequence[Offer]) -> list[Answer]:
    """The answers that these words choose: as said before, or as they say now ("B no")."""
    found = which.picked(body, [each.names for each in offers])
    if found is None:
        return []
    indexes, rest = found
    answers = [answer for index in indexes for answer in offers[index].answers]
    if not rest:
        return answers
    said_now = [
        Answer(each.question, reply)
        for each in answers
        if (reply := fitting(meanings(rest), each.question.kind.replies)) is not None
    ]
    return said_now if len(said_now) == len(answers) else []


def _people(found: Sequence[tuple[dict[str, Any], Any]], *, named: bool) -> list[Offer]:
    by_person: dict[int, list[Answer]] = {}
    for option, question in found:
        by_person.setdefault(option["person"], []).append(_answer(option, question))
    offers = []
    for index, answers in sorted(by_person.items()):
        person = answers[0].question.person
        letter = "" if named else which.LETTERS[index]
        offers.append(
            Offer(letter, _first_name(person) if named else person.full_name, tuple(answers))
        )
    return offers


def _soonest(answer: Answer) -> tuple[Any, ...]:
    message = answer.question.message
    until = message.send_before
    return (until is None, until or message.created_at, message.created_at, str(message.pk))


def _first_name(person: User) -> str:
    words = person.first_name.split()
    return words[0] if words else ""


def _called(question: Question) -> tuple[str, ...]:
    return tuple(question.kind.called(question.message)) or (question.message.service.name,)


def _answer(option: dict[str, Any], question: Question) -> Answer:
    return Answer(question, kinds.Reply(option["word"], option["number"], option.get("picks", "")))


def _question(message: Message) -> Question:
    return Question(message, message.person, kinds.get(message.kind), is_open=True)
