"""What is due now of the things on the agenda, as messaging wants to hear it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from followon.messaging.kinds import Due
from followon.messaging.planners import Looked, Planner, register

from .. import reminders
from ..models import Meeting, Membership
from ..queries import due
from ..reminders import MeetingFacts
from ..services.telling import WELCOME_WAITS

WELCOME_ENDS = timedelta(days=7)


def register_planners() -> None:
    """Meetings remind and ask; new members are welcomed."""
    register(Planner("meeting", meetings, every_meeting))
    register(Planner("member", members, every_new_member))


def meetings(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """Reminders, asking how it went, asking for the next date."""
    return {
        str(facts.id): Looked(_asked(facts, now), reminders.look_again_at(facts, now))
        for facts in due.meeting_facts(keys, now)
    }


def every_meeting(now: datetime) -> Iterable[str]:
    """Those of which something can still become due."""
    return map(str, due.live_meetings(now).values_list("pk", flat=True).iterator())


def members(keys: Sequence[str], now: datetime) -> Mapping[str, Looked]:
    """Who joined a while ago and was not welcomed together with a first date."""
    found = due.new_members(now - WELCOME_ENDS).filter(pk__in=keys).select_related("group")
    rows = list(found.order_by("joined_at", "pk"))
    ripe = [member for member in rows if member.joined_at + WELCOME_WAITS <= now]
    ahead = due.next_meetings({member.group_id for member in ripe}, now)
    welcomed = due.already_welcomed(ripe, since=now - 2 * WELCOME_ENDS)
    looked = {
        str(member.pk): Looked([("welcome", _welcome(member, ahead.get(member.group_id)))])
        for member in ripe
        if not _is_welcomed(member, welcomed.get((str(member.group_id), member.user_id)))
    }
    early = {
        str(member.pk): Looked((), member.joined_at + WELCOME_WAITS)
        for member in rows
        if member.joined_at + WELCOME_WAITS > now
    }
    return looked | early


def every_new_member(now: datetime) -> Iterable[str]:
    """Those who may still be welcomed."""
    return map(str, due.new_members(now - WELCOME_ENDS).values_list("pk", flat=True).iterator())


def _is_welcomed(member: Membership, at: datetime | None) -> bool:
    """Who left and is back within days was welcomed then."""
    return at is not None and at > member.joined_at - WELCOME_ENDS


def _welcome(member: Membership, meeting: Meeting | None) -> Due:
    return Due(
        service_id=member.group.service_id,
        recipient_id=member.user_id,
        subject=f"meeting:{meeting.pk}" if meeting else f"group:{member.group_id}",
        version=meeting.version if meeting else member.pk,
        send_before=meeting.starts_at if meeting else member.joined_at + WELCOME_ENDS,
        facts={"group": str(member.group_id)},
    )


def _asked(meeting: MeetingFacts, now: datetime) -> list[tuple[str, Due]]:
    service_id, subject, version = meeting.service_id, f"meeting:{meeting.id}", meeting.version
    return [
        (kind, Due(service_id, ask.person_id, subject, version, ask.send_before))
        for kind, asks in reminders.asked(meeting, now).items()
        for ask in asks
    ]
