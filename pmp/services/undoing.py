"""Taking a hand-over back within a day, with everybody who heard of it told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit.services import record
from followon.people.models import User
from groups.errors import Refused
from groups.models import RUNS_THE_GROUP, Group, Job, Meeting
from groups.services import telling
from groups.services.taking_back import take_back_group, take_back_members

from ..models import HandedGroup, Handover, Placed, Programme


class TooLateToUndo(Refused):
    message = _("More than a day has passed, so the hand-over stands")


class NothingToUndo(Refused):
    message = _("The hand-over was already taken back")


@transaction.atomic
def undo_handover(*, programme: Programme, by: User, now: datetime) -> list[Placed]:
    """Take back the hand-over and whatever was added since; returns who stays where they are.

    Raises NothingToUndo, TooLateToUndo and GroupHasBegun. Groups that were formed count as never
    formed. Who was added to a group nearby leaves it again, unless they have done something there
    since. Whoever was told is told of this; a message that still waits is not sent.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    first = programme.handovers.standing().first_ones().first()
    if first is None:
        raise NothingToUndo
    if not first.may_be_undone(now):
        raise TooLateToUndo
    staying: list[Placed] = []
    # Added last, taken back first.
    formed = list(first.parts.filter(is_new=True).values_list("group", flat=True))
    for handover in programme.handovers.standing().order_by("-is_later", "-at"):
        added_to = handover.parts.filter(is_new=False).exclude(group__in=formed)
        for part in added_to.select_related("group__service"):
            staying += _take_back_addition(part, handover, by, now)
    for part in first.parts.filter(is_new=True).select_related("group__service"):
        _take_back_group(part, first, by, now)
    programme.handovers.standing().update(undone_at=now, undone_by=by)
    record(
        "programme.handover_undone",
        programme,
        by=by,
        now=now,
        service=programme.service,
        staying=len(staying),
    )
    return staying


def _take_back_group(part: HandedGroup, first: Handover, by: User, now: datetime) -> None:
    """All who are in it go: those of the hand-over, and those who were added to it later."""
    group = part.group
    placed = Placed.objects.filter(part__group=group, part__handover__undone_at__isnull=True)
    members = dict(placed.exclude(member=None).values_list("member_id", "member__user_id"))
    told_by = _subjects(group)
    volunteers = take_back_group(group=group, members=set(members), by=by, now=now)
    telling.taken_back(
        group,
        [person for person in (*members.values(), *volunteers) if person != by.pk],
        what="group",
        told_by=told_by,
        since=first.at,
        now=now,
    )


def _take_back_addition(
    part: HandedGroup, handover: Handover, by: User, now: datetime
) -> list[Placed]:
    """Those who have done nothing there go again; whoever runs the group hears of them."""
    group = part.group
    placed = list(part.placed.exclude(member=None).select_related("member", "participant__user"))
    told_by = _subjects(group)
    gone = take_back_members(
        group=group, members=[one.member_id for one in placed if one.member_id], by=by, now=now
    )
    if gone:
        went = [member.user_id for member in gone]
        telling.taken_back(group, went, what="place", told_by=told_by, since=handover.at, now=now)
        runners = Job.objects.held().filter(group=group, kind__in=RUNS_THE_GROUP)
        telling.taken_back(
            group,
            set(runners.values_list("member__user_id", flat=True)) - {by.pk},
            what="people",
            told_by=[f"group:{group.pk}"],
            since=handover.at,
            now=now,
            names=[member.user.first_name for member in gone],
        )
    went_pks = {member.user_id for member in gone}
    return [one for one in placed if one.participant.user_id not in went_pks]


def _subjects(group: Group) -> list[str]:
    """What messages about coming into this group are about."""
    meetings = Meeting.objects.filter(group=group).values_list("pk", flat=True)
    jobs = Job.objects.filter(group=group).values_list("pk", flat=True)
    return [
        f"group:{group.pk}",
        *[f"meeting:{pk}" for pk in meetings],
        *[f"job:{pk}" for pk in jobs],
    ]
