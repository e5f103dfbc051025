"""What messages are about, read back from their subjects, and who their recipients are there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model

from followon.messaging.models import Message
from followon.people.ids import among

from ..models import Answer, Group, Job, Meeting, MeetingMove, Membership, Pause, Poll, PtvLink

T = TypeVar("T", bound=Model)
MEETING = "meeting:"


class About:
    """What these messages are about: each part is loaded when first asked for, for all of them."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._messages = messages
        self._recipients = {message.recipient_id for message in messages} - {None}
        # What its readers made of a meeting in one language, for the next message about it.
        self.words: dict[tuple[Any, str], dict[str, Any]] = {}
        self._ahead: dict[datetime, dict[Any, Meeting]] = {}

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        found = Meeting.objects.filter(pk__in=among(_keys(self._messages, meeting_key)))
        return _by_key(found.select_related("group", "place", "run_by"))

    @cached_property
    def groups(self) -> dict[str, Group]:
        return _by_key(Group.objects.filter(pk__in=_keys(self._messages, group_key)))

    @cached_property
    def jobs(self) -> dict[str, Job]:
        jobs = Job.objects.select_related("group", "member")
        return _by_key(jobs.filter(pk__in=_keys(self._messages, job_key)))

    @cached_property
    def members(self) -> dict[tuple[Any, Any], Membership]:
        """Open memberships by group and person."""
        members = Membership.objects.open().filter(
            group__in=among(self._group_ids), user__in=among(self._recipients)
        )
        return {(member.group_id, member.user_id): member for member in members}

    @cached_property
    def volunteers(self) -> set[tuple[Any, Any]]:
        """Groups and those who go along as their volunteers now."""
        links = PtvLink.objects.open().filter(
            group__in=among(self._group_ids), user__in=among(self._recipients)
        )
        return set(links.values_list("group_id", "user_id"))

    @cached_property
    def answers(self) -> dict[tuple[Any, Any], Answer]:
        """Answers by meeting and person."""
        answers = Answer.objects.filter(
            meeting__in=among(self._meeting_ids), member__user__in=among(self._recipients)
        )
        return {
            (answer.meeting_id, answer.member.user_id): answer
            for answer in answers.select_related("member").order_by("given_at")
        }

    @cached_property
    def pauses(self) -> dict[Any, Pause]:
        """The rests that groups take now, by group."""
        pauses = Pause.objects.filter(group__in=among(self._group_ids), ended_on__isnull=True)
        return {pause.group_id: pause for pause in pauses}

    @cached_property
    def choosing(self) -> set[Any]:
        """Groups that choose a date by a poll now."""
        polls = Poll.objects.asking().filter(group__in=self._group_ids)
        return set(polls.values_list("group_id", flat=True))

    @cached_property
    def moves(self) -> dict[tuple[Any, int], MeetingMove]:
        """What the meetings were before, by meeting and version."""
        moves = MeetingMove.objects.filter(meeting__in=among(self._meeting_ids))
        moves = moves.select_related("place")
        return {(move.meeting_id, move.version): move for move in moves}

    def ahead(self, now: datetime) -> dict[Any, Meeting]:
        """The next booked meeting of each group."""
        if now not in self._ahead:
            meetings = Meeting.objects.upcoming(now).filter(group__in=among(self._group_ids))
            latest_first = meetings.select_related("group", "place").reverse()
            self._ahead[now] = {meeting.group_id: meeting for meeting in latest_first}
        return self._ahead[now]

    @property
    def _meeting_ids(self) -> list[Any]:
        return [meeting.pk for meeting in self.meetings.values()]

    @property
    def _group_ids(self) -> set[Any]:
        return {meeting.group_id for meeting in self.meetings.values()} | {
            group.pk for group in self.groups.values()
        }


def load(messages: Sequence[Message], now: datetime) -> About:
    """For messaging: what it prepares for all the messages that groups send together."""
    return About(messages)


def about(message: Message) -> About:
    """What was prepared for the message with others; else it stands alone and is read anew."""
    prepared = message.prepared
    return prepared if isinstance(prepared, About) else About([message])


def meeting_of(message: Message) -> Meeting | None:
    """The meeting that a message is about, with group and place; None where it is gone."""
    return about(message).meetings.get(meeting_key(message))


def is_in_a_rest(message: Message, meeting: Meeting) -> bool:
    """Whether the meeting's date lies in a rest that was agreed after the date was told."""
    pause = about(message).pauses.get(meeting.group_id)
    return (
        pause is not None
        and meeting.date < pause.until
        and meeting.answers_since <= pause.recorded_at
    )


def group_of(message: Message) -> Group | None:
    """The group that a message is about."""
    return about(message).groups.get(group_key(message))


def job_of(message: Message) -> Job | None:
    """The offered job that a message is about."""
    return about(message).jobs.get(job_key(message))


def member_of(message: Message) -> Membership | None:
    """The recipient's open membership of the group that a message is about."""
    found = about(message)
    group_id = _group_id(found, message)
    return found.members.get((group_id, message.recipient_id))


def is_for_volunteer(message: Message) -> bool:
    """Whether the recipient goes along as that group's volunteer now."""
    found = about(message)
    return (_group_id(found, message), message.recipient_id) in found.volunteers


def answer_of(message: Message) -> Answer | None:
    """What the recipient said about the date as it is now."""
    found = about(message)
    meeting = found.meetings.get(meeting_key(message))
    if meeting is None:
        return None
    answer = found.answers.get((meeting.pk, message.recipient_id))
    return answer if answer is not None and answer.given_at >= meeting.answers_since else None


def move_before(message: Message) -> MeetingMove | None:
    """What the meeting was just before it came to the message's version."""
    found = about(message)
    meeting = found.meetings.get(meeting_key(message))
    return found.moves.get((meeting.pk, message.version - 1)) if meeting is not None else None


def meeting_ahead(message: Message, now: datetime) -> Meeting | None:
    """The next booked meeting of the group that a message is about."""
    found = about(message)
    return found.ahead(now).get(_group_id(found, message))


def member_at(group_id: Any, user_id: Any) -> Membership | None:
    """The person's open membership of that group."""
    members = Membership.objects.open().filter(group=group_id, user=user_id)
    return members.select_related("user").first()


def next_meeting(group_id: Any, now: datetime) -> Meeting | None:
    """The group's next booked meeting."""
    return Meeting.objects.upcoming(now).filter(group=group_id).select_related("place").first()


def meeting_key(message: Message) -> str:
    """The meeting's id, '' where the message is about none."""
    # Asked for several times for each message that leaves.
    if message.subject.startswith(MEETING):
        return message.subject.removeprefix(MEETING)
    return str(message.facts.get("meeting", ""))


def group_key(message: Message) -> str:
    """The group's id, '' where the message is about none by itself."""
    return _key(message, "group")


def job_key(message: Message) -> str:
    """The job's id, '' where the message is about none."""
    return _key(message, "job")


def _key(message: Message, about_noun: str) -> str:
    noun, _colon, key = message.subject.partition(":")
    return key if noun == about_noun else ""


def _keys(messages: Iterable[Message], key: Callable[[Message], str]) -> set[str]:
    return {key(message) for message in messages} - {""}


def _by_key(rows: Iterable[T]) -> dict[str, T]:
    return {str(row.pk): row for row in rows}


def _group_id(found: About, message: Message) -> Any:
    meeting = found.meetings.get(meeting_key(message))
    if meeting is not None:
        return meeting.group_id
    group = found.groups.get(group_key(message))
    return group.pk if group is not None else None
