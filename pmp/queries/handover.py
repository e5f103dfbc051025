"""What the hand-over page needs to know, and what came of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from followon.messaging.models import Message
from followon.people.models import PainService, User
from groups.models import Group, Job, Meeting, Place

from ..models import Handover


@dataclass(frozen=True)
class Outcome:
    """The group as it was formed, and who is told by which channel."""

    group: Group
    meeting: Meeting | None
    members: list[User]
    jobs: list[Job]
    by_text: int
    by_email: int
    not_told: list[User]


def directory(service: PainService) -> QuerySet[Place]:
    """The service's places; never a group's own, so never somebody's home."""
    return Place.objects.in_use().filter(service=service, group__isnull=True).order_by("name")


def outcome_of(handover: Handover) -> Outcome:
    """Everything in five queries, however many people were handed over."""
    group = handover.group
    members = list(
        User.objects.filter(memberships__group=group, memberships__joined_at=handover.at).order_by(
            "full_name"
        )
    )
    sent = Message.objects.filter(recipient__in=members, created_at=handover.at)
    told: dict[str, set[object]] = {"text": set(), "email": set()}
    for recipient, channel in sent.values_list("recipient_id", "channel"):
        told[channel].add(recipient)
    return Outcome(
        group=group,
        meeting=group.meetings.select_related("place").order_by("booked_at").first(),
        members=members,
        jobs=list(group.jobs.held().select_related("member__user").order_by("kind")),
        by_text=len(told["text"]),
        by_email=len(told["email"]),
        not_told=[one for one in members if one.pk not in told["text"] | told["email"]],
    )
