"""What one participant has answered so far."""

from dataclasses import dataclass

from followon.people.models import Contact, NeedKind
from followon.people.queries.contacts import usable_contacts
from followon.people.queries.preferences import preference_of
from followon.people.queries.sharing import audience_of

from ..fitting import Slot
from ..models import Fit, Participant


@dataclass(frozen=True)
class Answers:
    """Everything that the check page and the forms show; six queries."""

    participant: Participant
    reach: str
    contacts: list[Contact]
    shared: dict[str, str]
    works: list[Slot]
    hard: list[Slot]
    access: list[str]
    communication: list[str]
    jobs: list[str]

    def contact(self, kind: str) -> str:
        return next((one.value for one in self.contacts if one.kind == kind), "")


def answers_of(participant: Participant) -> Answers:
    user = participant.user
    times = list(participant.times.order_by("weekday", "part"))
    needs = list(user.needs.order_by("code"))
    return Answers(
        participant=participant,
        reach=preference_of(user).reach,
        contacts=usable_contacts(user),
        shared=audience_of(user),
        works=[Slot(one.weekday, one.part) for one in times if one.fit == Fit.WORKS],
        hard=[Slot(one.weekday, one.part) for one in times if one.fit == Fit.HARD],
        access=[need.code for need in needs if need.kind == NeedKind.ACCESS],
        communication=[need.code for need in needs if need.kind != NeedKind.ACCESS],
        jobs=list(participant.job_wishes.values_list("kind", flat=True).order_by("kind")),
    )
