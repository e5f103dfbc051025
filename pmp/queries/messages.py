"""What messages are about, in the service's words, and whom none of them reached."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Concat

from followon.messaging.kinds import label_of
from followon.messaging.models import Message
from followon.messaging.queries.failures import MAY_ARRIVE, copies, hidden_kinds
from followon.messaging.story import told
from followon.people.models import User
from groups.models import (
    RUNS_THE_GROUP,
    Group,
    Job,
    Meeting,
    MeetingState,
    Membership,
)
from groups.queries.reached import ARRIVED, reached_of

from ..models import Participant

AHEAD = timedelta(days=14)
# A message of the last 30 days is about no meeting that is longer past than this.
BACK = timedelta(days=60)
NO_GROUP = Value(None, output_field=UUIDField())


@dataclass(frozen=True)
class About:
    """What a message is about, as far as staff may know: a group, or a programme."""

    name: str
    group_id: Any = None


@dataclass(frozen=True)
class Row:
    """One message with its copies and what it is about; `person` is "" where staff may not see."""

    message: Message
    label: str
    person: str
    about: About | None
    copies: list[Message]

    @property
    def told(self) -> list[str]:
        """What became of it, a sentence each."""
        return told(self.message, self.copies)

    @property
    def went_another_way(self) -> bool:
        """Whether a copy arrived, or still may."""
        return any(copy.state in MAY_ARRIVE for copy in self.copies)


@dataclass(frozen=True)
class Unreached:
    """A meeting to come, whom no message told of it by id, and who of the group can ring them."""

    meeting: Meeting
    people: dict[Any, str]
    ringers: list[str]


def rows(messages: Sequence[Message]) -> list[Row]:
    """Each of these messages as staff see it: at most four queries for any number."""
    about = about_what({message.subject for message in messages})
    others, hidden = copies(messages), hidden_kinds()
    return [
        Row(
            message=message,
            label=label_of(message.kind),
            person=""
            if message.kind in hidden or message.recipient is None
            else message.recipient.first_name,
            about=about.get(message.subject),
            copies=others[message.pk],
        )
        for message in messages
    ]


def about_what(subjects: Iterable[str]) -> dict[str, About]:
    """The group or programme that each of these subjects belongs to: one query for each noun."""
    keys: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        noun, _colon, key = subject.partition(":")
        keys[noun].append(key)
    found: dict[str, Any] = {
        "meeting": Meeting.objects.values_list("pk", "group__name", "group"),
        "job": Job.objects.values_list("pk", "group__name", "group"),
        "group": Group.objects.values_list("pk", "name", "pk"),
        "participant": Participant.objects.values_list("pk", "programme__name", NO_GROUP),
    }
    return {
        f"{noun}:{pk}": About(name, group_id)
        for noun, rows in found.items()
        if keys[noun]
        for pk, name, group_id in rows.filter(pk__in=keys[noun])
    }


def groups_of(user: User) -> QuerySet[Group]:
    """The groups that the viewer may choose from."""
    return Group.objects.of_staff(user).order_by("name")


def subjects_of(group: Group, now: datetime) -> list[str]:
    """What the messages of the last 30 days about this group were about: two queries."""
    meetings = group.meetings.filter(starts_at__gt=now - BACK).values_list("pk", flat=True)
    jobs = group.jobs.values_list("pk", flat=True)
    return [
        f"group:{group.pk}",
        *(f"meeting:{pk}" for pk in meetings),
        *(f"job:{pk}" for pk in jobs),
    ]


def unreached(user: User, now: datetime, *, group: Group | None = None) -> list[Unreached]:
    """Whom nothing told of a meeting in the next 14 days, soonest first: six queries at most.

    As for the coordinator's call list nothing is asked about answers: a name here says nothing
    about what somebody said. Who counts as reached is decided where that list asks.
    """
    maybe: dict[Any, set[Any]] = defaultdict(set)
    for meeting_id, who in _without_receipt(user, now, group):
        maybe[meeting_id].add(who)
    found = Meeting.objects.filter(pk__in=maybe).select_related("group").order_by("starts_at", "pk")
    meetings = list(found) if maybe else []
    reached = reached_of(meetings, set().union(*maybe.values()), now)
    by_meeting = {pk: missing for pk, who in maybe.items() if (missing := who - reached[pk])}
    if not by_meeting:
        return []
    names = _first_names({who for people in by_meeting.values() for who in people})
    ringers = ringers_of({meeting.group_id for meeting in meetings})
    return [
        Unreached(
            meeting=meeting,
            people={who: name for who, name in names.items() if who in by_meeting[meeting.pk]},
            ringers=[
                name for who, name in ringers[meeting.group_id] if who not in by_meeting[meeting.pk]
            ],
        )
        for meeting in meetings
        if meeting.pk in by_meeting
    ]


def _without_receipt(user: User, now: datetime, group: Group | None) -> Iterable[tuple[Any, Any]]:
    """Meeting and member, where no message about the date as it is now has gone: a few of all."""
    gone = Message.objects.filter(
        state__in=ARRIVED,
        subject=Concat(Value("meeting:"), Cast(OuterRef("meeting"), CharField())),
        version=OuterRef("version"),
        recipient=OuterRef("user"),
    )
    return (
        Membership.objects.open()
        .awake(now.date())
        .filter(
            group__in=_watched(user, group),
            group__meetings__state=MeetingState.BOOKED,
            group__meetings__starts_at__range=(now, now + AHEAD),
        )
        .annotate(
            meeting=F("group__meetings"),
            version=F("group__meetings__version"),
        )
        .filter(~Exists(gone))
        .values_list("meeting", "user")
    )


def untold(message: Message, user: User, now: datetime) -> Unreached | None:
    """The meeting that this message is about, where nothing told its person of it in time."""
    noun, _colon, key = message.subject.partition(":")
    found = unreached(user, now) if noun == "meeting" else []
    mine = (each for each in found if str(each.meeting.pk) == key)
    return next((each for each in mine if message.recipient_id in each.people), None)


def _watched(user: User, group: Group | None) -> QuerySet[Group]:
    groups = Group.objects.of_staff(user)
    return groups if group is None else groups.filter(pk=group.pk)


def _first_names(user_ids: Collection[Any]) -> dict[Any, str]:
    rows = User.objects.filter(pk__in=user_ids).order_by("preferred_name", "full_name", "pk")
    return {user.pk: user.first_name for user in rows}


def ringers_of(group_ids: Collection[Any]) -> dict[Any, list[tuple[Any, str]]]:
    """Coordinator and deputy of each group, the coordinator first."""
    found: dict[Any, list[tuple[Any, str]]] = defaultdict(list)
    jobs = Job.objects.held().filter(group__in=group_ids, kind__in=RUNS_THE_GROUP)
    for job in jobs.select_related("member__user").order_by("kind"):
        found[job.group_id].append((job.member.user_id, job.member.user.first_name))
    return found
