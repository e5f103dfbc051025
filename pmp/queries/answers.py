"""What one participant has answered so far."""

from dataclasses import dataclass

from followon.people.models import Contact, NeedKind, User
from followon.people.queries.contacts import usable_contacts
from followon.people.queries.preferences import preference_of
from followon.people.queries.sharing import audience_of

from ..fitting import Slot
from ..models import Fit, Participant, Programme


@dataclass(frozen=True)
class Answers:
    """Everything that the check page and the forms show.

    `settled` people are in a group or have a post: they change their contacts after signing in,
    because whoever controls a contact can sign in. With `is_shown` false the forms begin empty.
    """

    participant: Participant
    reach: str
    language: str
    contacts: list[Contact]
    shared: dict[str, str]
    works: list[Slot]
    hard: list[Slot]
    access: list[str]
    communication: list[str]
    jobs: list[str]
    settled: bool
    is_shown: bool = True

    def contact(self, kind: str) -> str:
        return next((one.value for one in self.contacts if one.kind == kind), "")


def no_answers(programme: Programme) -> Answers:
    """What the forms ask somebody of whom nothing is known, for print."""
    return blank_answers(Participant(programme=programme))


def blank_answers(participant: Participant) -> Answers:
    """Of somebody whose answers are not for whoever looks."""
    none: list[str] = []
    return Answers(
        participant, "", "", [], {}, [], [], none, none, none, settled=False, is_shown=False
    )


def answers_of(participant: Participant) -> Answers:
    user = participant.user
    times = list(participant.times.order_by("weekday", "part"))
    preference = preference_of(user)
    needs = list(user.needs.order_by("code"))
    return Answers(
        participant=participant,
        reach=preference.reach,
        language=preference.language,
        contacts=usable_contacts(user),
        shared=audience_of(user),
        works=[Slot(one.weekday, one.part) for one in times if one.fit == Fit.WORKS],
        hard=[Slot(one.weekday, one.part) for one in times if one.fit == Fit.HARD],
        access=[need.code for need in needs if need.kind == NeedKind.ACCESS],
        communication=[need.code for need in needs if need.kind != NeedKind.ACCESS],
        jobs=list(participant.job_wishes.values_list("kind", flat=True).order_by("kind")),
        settled=is_settled(user),
    )


def is_settled(user: User) -> bool:
    """Whether there is more behind this person's sign-in than their own answers."""
    member = user.memberships.filter(left_at__isnull=True).exists()
    return member or user.posts.filter(ended_at__isnull=True).exists()
