"""Joining, leaving and taking a break."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import User

from ..errors import GroupClosed, Refused
from ..local_time import local_day
from ..models import (
    OPEN_GROUP_STATES,
    Group,
    Job,
    JobState,
    Meeting,
    MeetingState,
    Membership,
)
from .agenda import look_at_groups, welcome_later
from .health import look_again
from .own_words import show_no_longer


@transaction.atomic
def add_member(*, group: Group, user: User, by: User | None, now: datetime) -> Membership:
    """Make the person a member; one who is already in stays as they are."""
    state = (
        Group.objects.select_for_update(no_key=True)
        .values_list("state", flat=True)
        .get(pk=group.pk)
    )
    if state not in OPEN_GROUP_STATES:
        raise GroupClosed
    existing = Membership.objects.open().filter(group=group, user=user).first()
    if existing is not None:
        return existing
    member = Membership.objects.create(group=group, user=user, joined_at=now)
    audit.record("member.joined", member, by=by, now=now, service=group.service)
    welcome_later([member.pk], now=now)
    look_again(group.pk, now=now)
    return member


@transaction.atomic
def leave(*, member: Membership, reason: str = "", by: User | None, now: datetime) -> Membership:
    """End the stay, with the person's jobs and stand-ins; leaving twice changes nothing."""
    # Nobody takes a job on in the same moment: see accept_job.
    Group.objects.select_for_update(no_key=True).get(pk=member.group_id)
    left = Membership.objects.open().filter(pk=member.pk)
    if left.update(left_at=now, left_reason=reason) == 1:
        Job.objects.filter(member=member, state=JobState.HELD).update(
            state=JobState.ENDED, ended_at=now
        )
        Job.objects.filter(member=member, state=JobState.OFFERED).update(
            state=JobState.DECLINED, ended_at=now
        )
        Meeting.objects.filter(run_by=member, state=MeetingState.BOOKED).update(run_by=None)
        show_no_longer(member=member)
        audit.record("member.left", member, by=by, now=now, service=member.group.service)
        look_again(member.group_id, now=now)
    member.refresh_from_db()
    return member


@transaction.atomic
def rest(
    *, member: Membership, until: date, texts: bool, by: User | None, now: datetime
) -> Membership:
    """Take a break until that day; a coordinator keeps the job and the deputy stands in."""
    today = local_day(now, member.group.zone)
    if until <= today:
        raise Refused(_("The day you come back must be in the future"))
    member.resting_since = member.resting_since or today
    member.resting_until, member.texts_while_resting = until, texts
    member.save(update_fields=["resting_since", "resting_until", "texts_while_resting"])
    audit.record("member.rests", member, by=by, now=now, service=member.group.service, texts=texts)
    look_again(member.group_id, now=now)
    return member


@transaction.atomic
def set_messages_on_breaks(
    *, user: User, members: Iterable[Membership], by: User | None, now: datetime
) -> None:
    """Messages during a break from these of the person's memberships, and from no other."""
    wanted = {member.pk for member in members}
    own = Membership.objects.open().filter(user=user).select_related("group__service")
    changed = []
    # Memberships first and by number, then what is looked at: in one order for everybody.
    for member in own.select_for_update(of=("self",), no_key=True).order_by("pk"):
        texts = member.pk in wanted
        if member.texts_while_resting != texts:
            member.texts_while_resting = texts
            member.save(update_fields=["texts_while_resting"])
            changed.append(member.group_id)
            service = member.group.service
            audit.record(
                "member.break_messages_set", member, by=by, now=now, service=service, texts=texts
            )
    look_at_groups(changed, now=now)


@transaction.atomic
def come_back(*, member: Membership, by: User | None, now: datetime) -> Membership:
    """End a break before its day."""
    member.resting_since = member.resting_until = None
    member.save(update_fields=["resting_since", "resting_until"])
    audit.record("member.came_back", member, by=by, now=now, service=member.group.service)
    look_again(member.group_id, now=now)
    return member
