"""Answers that people give in their own calendars, which come as e-mails."""

import logging
from datetime import datetime
from email.message import Message as Mail

from django.db import transaction

from followon.people.models import Contact, ContactKind
from followon.people.queries.contacts import contact_at
from followon.people.services.contacts import mark_proven

from ..calendar_replies import PARTSTAT_OF, CalendarReply, read_reply
from ..errors import Refused
from ..models import AnsweredBy, AnswerValue, Meeting, Membership
from ..queries.answers import sayings
from .answers import give_answer

log = logging.getLogger(__name__)


def take_mail(mail: Mail, now: datetime) -> bool:
    """For messaging: note the answer that this e-mail holds; False where it holds none."""
    reply = read_reply(mail)
    if reply is None:
        return False
    why_not = take_reply(reply, now=now)
    log.info("A calendar's answer: %s", why_not or "taken")
    return True


@transaction.atomic
def take_reply(reply: CalendarReply, *, now: datetime) -> str:
    """
    Note what somebody answered in their calendar; why not, or nothing.

    1. The secret in the meeting's id says whose it is, and the address must be one of theirs: an
       invitation that was passed on answers for nobody.
    2. An answer to an earlier date, or given before their last one, changes nothing; nor does the
       same answer again, nor one that comes too late.
    """
    found = _member_and_contact(reply)
    if found is None:
        return "of nobody we know"
    member, contact = found
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("group__service")
    meeting = meetings.filter(pk=reply.meeting_id, group=member.group_id).first()
    if meeting is None:
        return "about no meeting of theirs"
    if reply.sequence < meeting.version - 1:
        return "about an earlier date"
    mark_proven(contact=contact, now=now)
    said_at = min(max(reply.at or now, meeting.answers_since), now)
    before = sayings([meeting])[meeting.pk].of(member)
    if before is not None and before.given_at >= said_at:
        return "older than their last answer"
    if before is not None and PARTSTAT_OF[AnswerValue(before.value)] == PARTSTAT_OF[reply.value]:
        return "what they said before"
    return _give(meeting, member, reply, said_at, now)


def _member_and_contact(reply: CalendarReply) -> tuple[Membership, Contact] | None:
    members = Membership.objects.open().filter(
        calendar_key=reply.key, group__meetings=reply.meeting_id, user__is_active=True
    )
    member = members.select_related("user").first()
    contact = contact_at(member.user, ContactKind.EMAIL, reply.guest) if member else None
    return (member, contact) if member is not None and contact is not None else None


def _give(
    meeting: Meeting, member: Membership, reply: CalendarReply, said_at: datetime, now: datetime
) -> str:
    try:
        give_answer(
            meeting=meeting,
            member=member,
            value=reply.value,
            by_way=AnsweredBy.CALENDAR,
            given_by=member.user,
            now=now,
            said_at=said_at,
        )
    except Refused as refused:
        return type(refused).__name__
    return ""
