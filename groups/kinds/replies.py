"""What a text reply does: always through the same services as the pages."""

from datetime import datetime

from django.db import transaction

from followon.messaging.kinds import Reply
from followon.messaging.models import Message
from followon.messaging.replies import Word
from followon.people.models import User

from ..errors import NobodyToAsk, OfferGone, Refused
from ..models import RUNS_THE_GROUP, AnsweredBy, AnswerValue, Job, Meeting, Membership
from ..queries import about
from ..services import jobs, telling
from ..services.answers import give_answer
from ..services.meetings import report_met, report_not_met

ANSWER_OF = {
    Word.COMING: AnswerValue.COMING,
    Word.MAYBE: AnswerValue.NOT_SURE,
    Word.NOT_TODAY: AnswerValue.NOT_UP_TO_IT,
    Word.NO: AnswerValue.NOT_THIS_TIME,
    Word.UNWELL: AnswerValue.NOT_UP_TO_IT,
}


@transaction.atomic
def answer(message: Message, user: User, reply: Reply, now: datetime) -> bool:
    """Note whether the person comes; UNWELL from whoever runs the group hands the date over."""
    found = _meeting_of_member(message, user, now)
    if found is None:
        return False
    meeting, member = found
    if _was_about_another_date(message, meeting):
        telling.ask_again(meeting, to=user, contact=message.contact, now=now)
        return True
    try:
        if reply.word == Word.UNWELL and _runs(meeting, member):
            return _hand_over(message, meeting, member, now)
        value = ANSWER_OF[Word(reply.word)]
        give_answer(
            meeting=meeting,
            member=member,
            value=value,
            by_way=AnsweredBy.TEXT,
            given_by=user,
            now=now,
        )
    except Refused:
        return False
    _noted(message, meeting, user, str(value), now)
    return True


@transaction.atomic
def report(message: Message, user: User, reply: Reply, now: datetime) -> bool:
    """Write down how many came, or that the group did not meet, or where to say the new date."""
    found = _meeting_of_member(message, user, now)
    if found is None:
        return False
    meeting, _member = found
    if reply.word == Word.MOVED:
        _noted(message, meeting, user, "moved", now)
        return True
    came = reply.number or 0
    try:
        if reply.word == Word.NUMBER and came:
            report_met(meeting=meeting, headcount=came, by=user, now=now)
        else:
            report_not_met(meeting=meeting, by=user, now=now)
    except Refused:
        return False
    _noted(message, meeting, user, "met" if came else "not_met", now, came=came)
    return True


def job(message: Message, user: User, reply: Reply, now: datetime) -> bool:
    """Take an offered job on, or kindly not."""
    offered = about.job_of(message)
    if offered is None or offered.member.user_id != user.pk:
        return False
    act = jobs.accept_job if reply.word == Word.YES else jobs.decline_job
    try:
        act(job=offered, by=user, now=now)
    except OfferGone:
        return False
    return True


def go_on(message: Message, user: User, reply: Reply, now: datetime) -> bool:
    """Have one's job for another turn."""
    held = about.job_of(message)
    if held is None or held.member.user_id != user.pk:
        return False
    try:
        jobs.go_on(job=held, by=user, now=now)
    except Refused:
        return False
    return True


def _meeting_of_member(
    message: Message, user: User, now: datetime
) -> tuple[Meeting, Membership] | None:
    meeting = about.meeting_of(message)
    if meeting is None:
        group = about.group_of(message)
        meeting = about.next_meeting(group.pk, now) if group else None
    member = about.member_at(meeting.group_id, user.pk) if meeting else None
    return (meeting, member) if meeting is not None and member is not None else None


def _was_about_another_date(message: Message, meeting: Meeting) -> bool:
    sent_at = message.sent_at
    return meeting.version > 1 and sent_at is not None and sent_at < meeting.answers_since


def _runs(meeting: Meeting, member: Membership) -> bool:
    if meeting.run_by_id == member.pk:
        return True
    return Job.objects.held().filter(member=member, kind__in=RUNS_THE_GROUP).exists()


def _hand_over(message: Message, meeting: Meeting, member: Membership, now: datetime) -> bool:
    try:
        stand_in = jobs.take_over_tonight(
            meeting=meeting, unwell=member, by=member.user, by_way=AnsweredBy.TEXT, now=now
        )
    except NobodyToAsk:
        give_answer(
            meeting=meeting,
            member=member,
            value=AnswerValue.NOT_UP_TO_IT,
            by_way=AnsweredBy.TEXT,
            given_by=member.user,
            now=now,
        )
        _noted(message, meeting, member.user, "nobody_to_ask", now)
        return True
    name = stand_in.user.first_name
    _noted(message, meeting, member.user, "handed_over", now, stand_in=name)
    return True


def _noted(
    message: Message, meeting: Meeting, to: User, what: str, now: datetime, **facts: int | str
) -> None:
    telling.reply_noted(
        to=to,
        meeting=meeting,
        now=now,
        facts={"noted": what, **facts},
        contact=message.contact,
    )
