"""Who says what about coming: names for members, totals for the volunteer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..models import Answer, AnswerValue, Meeting, Membership


@dataclass
class Saying:
    """The answers to one meeting that are about the date as it is now."""

    answers: list[Answer] = field(default_factory=list)

    def of(self, member: Membership | None) -> Answer | None:
        """What that member said."""
        return next(
            (answer for answer in self.answers if member and answer.member_id == member.pk), None
        )

    def names(self, value: str) -> list[str]:
        """The first names of those who said that, with the guests that they bring."""
        return [
            _with_guests(answer.member.user.first_name, answer.guests)
            for answer in self.answers
            if answer.value == value
        ]

    @property
    def coming(self) -> list[str]:
        return self.names(AnswerValue.COMING)

    @property
    def not_sure(self) -> list[str]:
        return self.names(AnswerValue.NOT_SURE)

    @property
    def greetings(self) -> list[str]:
        """Who is not up to it and wants the group to know."""
        return [answer.member.user.first_name for answer in self.answers if answer.tell_the_group]

    def total(self, value: str) -> int:
        return sum(1 for answer in self.answers if answer.value == value)


def sayings(meetings: Iterable[Meeting]) -> dict[Any, Saying]:
    """The answers to each of these meetings, in one query."""
    since = {meeting.pk: meeting.answers_since for meeting in meetings}
    found = {meeting_id: Saying() for meeting_id in since}
    answers = Answer.objects.filter(meeting__in=since, member__left_at__isnull=True)
    for answer in answers.select_related("member__user").order_by("given_at"):
        if answer.given_at >= since[answer.meeting_id]:
            found[answer.meeting_id].answers.append(answer)
    return found


def members_with_answers(meeting: Meeting) -> list[tuple[Membership, Answer | None]]:
    """Every member and what they said, by name; two queries."""
    said = sayings([meeting])[meeting.pk]
    members = Membership.objects.open().filter(group=meeting.group_id).select_related("user")
    return [(member, said.of(member)) for member in members.order_by("user__preferred_name", "pk")]


def _with_guests(name: str, guests: int) -> str:
    return f"{name} + {guests}" if guests else name
