"""A rest that a whole group agrees on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import User

from ..errors import GroupClosed, Refused
from ..local_time import local_day
from ..models import OPEN_GROUP_STATES, Group, GroupState, Meeting, MeetingState, Pause
from .health import look_again


@transaction.atomic
def start_pause(*, group: Group, until: date, by: User | None, now: datetime) -> Pause:
    """Let the group rest until that day; a second pause moves the day of return."""
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    today = local_day(now, locked.zone)
    if locked.state not in OPEN_GROUP_STATES:
        raise GroupClosed
    if until <= today:
        raise Refused(_("The day you meet again must be in the future"))
    pause, _made = Pause.objects.update_or_create(
        group=locked,
        ended_on=None,
        defaults={"until": until, "recorded_by": by, "recorded_at": now},
        create_defaults={
            "started_on": today,
            "until": until,
            "recorded_by": by,
            "recorded_at": now,
        },
    )
    Group.objects.filter(pk=locked.pk).update(state=GroupState.RESTING)
    audit.record("group.rests", locked, by=by, now=now, service=locked.service)
    look_again(locked.pk, now=now)
    return pause


@transaction.atomic
def end_pause(*, group: Group, by: User | None, now: datetime) -> Pause | None:
    """Bring the group back from its rest; None when it was not resting."""
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    pause = Pause.objects.filter(group=locked, ended_on=None).first()
    if pause is None:
        return None
    pause.ended_on = max(local_day(now, locked.zone), pause.started_on)
    pause.save(update_fields=["ended_on"])
    if locked.state == GroupState.RESTING:
        has_met = Meeting.objects.filter(group=locked, state=MeetingState.MET).exists()
        state = GroupState.MEETING if has_met else GroupState.FORMING
        Group.objects.filter(pk=locked.pk).update(state=state)
    audit.record("group.back", locked, by=by, now=now, service=locked.service)
    look_again(locked.pk, now=now)
    return pause
