"""Jobs: offered, accepted or declined, handed on, laid down; and tonight taken over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from followon.audit import services as audit
from followon.people.models import User

from ..errors import NobodyToAsk, NoLongerYours, NotAMember, OfferGone
from ..local_time import local_day
from ..models import (
    RUNS_THE_GROUP,
    Answer,
    AnsweredBy,
    AnswerValue,
    Group,
    Job,
    JobKind,
    JobState,
    Meeting,
    Membership,
)
from ..reminders import SAID_NO
from ..turns import may_go_on, next_end
from . import telling
from .answers import check_open_for_answers, give_answer
from .health import look_again

TURN = timedelta(days=183)


@transaction.atomic
def offer_job(
    *, group: Group, member: Membership, kind: str, by: User | None, now: datetime
) -> Job:
    """Ask a member to take a job; an offer of it to somebody else lapses."""
    if member.group_id != group.pk or member.left_at is not None:
        raise NotAMember
    # One offer at a time, also when two people offer at once.
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    open_offers = Job.objects.filter(group=group, kind=kind, state=JobState.OFFERED)
    same = open_offers.filter(member=member).first()
    if same is not None:
        return same
    open_offers.update(state=JobState.ENDED, ended_at=now)
    job = Job.objects.create(group=group, member=member, kind=kind, offered_at=now)
    audit.record("job.offered", job, by=by, now=now, service=group.service, kind=str(kind))
    telling.offered(job, by=by, now=now)
    return job


@transaction.atomic
def accept_job(*, job: Job, by: User | None, now: datetime) -> Job:
    """Take the job on; whoever had it until now is relieved. Raises OfferGone."""
    group = Group.objects.select_for_update(no_key=True).get(pk=job.group_id)
    still_offered = Job.objects.filter(pk=job.pk, state=JobState.OFFERED).select_for_update()
    if still_offered.first() is None:
        raise OfferGone
    Job.objects.held().filter(group=group, kind=job.kind).update(state=JobState.ENDED, ended_at=now)
    if job.kind in RUNS_THE_GROUP:  # nobody is their own deputy
        Job.objects.held().filter(
            group=group, member=job.member_id, kind__in=RUNS_THE_GROUP
        ).update(state=JobState.ENDED, ended_at=now)
    job.state, job.started_at = JobState.HELD, now
    job.turn_ends_on = local_day(now + TURN, group.zone)
    job.save(update_fields=["state", "started_at", "turn_ends_on"])
    audit.record("job.accepted", job, by=by, now=now, service=group.service, kind=str(job.kind))
    look_again(group.pk, now=now)
    return job


@transaction.atomic
def decline_job(*, job: Job, by: User | None, now: datetime) -> Job:
    """Say no, thank you; raises OfferGone."""
    offered = Job.objects.filter(pk=job.pk, state=JobState.OFFERED)
    if offered.update(state=JobState.DECLINED, ended_at=now) != 1:
        raise OfferGone
    job.refresh_from_db()
    audit.record("job.declined", job, by=by, now=now, service=job.group.service)
    return job


@transaction.atomic
def go_on(*, job: Job, by: User | None, now: datetime) -> Job:
    """Have the job for another turn, once its end is near; more than that changes nothing."""
    group = Group.objects.select_for_update(no_key=True).get(pk=job.group_id)
    current = Job.objects.held().filter(pk=job.pk).first()
    if current is None:
        raise NoLongerYours
    today = local_day(now, group.zone)
    if not may_go_on(current.turn_ends_on, today):
        return current
    current.turn_ends_on = next_end(current.turn_ends_on, today, TURN)
    current.save(update_fields=["turn_ends_on"])
    audit.record("job.goes_on", current, by=by, now=now, service=group.service)
    look_again(group.pk, now=now)
    return current


def hand_on(*, job: Job, to: Membership, by: User | None, now: datetime) -> Job:
    """Offer a job that somebody has to another member; it passes when they accept."""
    return offer_job(group=job.group, member=to, kind=job.kind, by=by, now=now)


@transaction.atomic
def lay_down(*, job: Job, by: User | None, now: datetime) -> Job:
    """Take a break from a job, no reason needed; the deputy is asked to be coordinator."""
    held = Job.objects.held().filter(pk=job.pk)
    if held.update(state=JobState.ENDED, ended_at=now) == 1:
        audit.record("job.laid_down", job, by=by, now=now, service=job.group.service)
        deputy = Job.objects.held().filter(group=job.group_id, kind=JobKind.DEPUTY).first()
        if job.kind == JobKind.COORDINATOR and deputy is not None:
            offer_job(
                group=job.group, member=deputy.member, kind=JobKind.COORDINATOR, by=by, now=now
            )
        look_again(job.group_id, now=now)
    job.refresh_from_db()
    return job


@transaction.atomic
def take_over_tonight(
    *,
    meeting: Meeting,
    unwell: Membership,
    by: User | None,
    now: datetime,
    by_way: str = AnsweredBy.PAGE,
) -> Membership:
    """Hand this one meeting from the coordinator to the deputy, or from the deputy back.

    Raises NobodyToAsk where there is no other who may come, MeetingBegun and MeetingOff.
    """
    current = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("group__service")
        .get(pk=meeting.pk)
    )
    check_open_for_answers(current, now)
    other = (
        Job.objects.held()
        .filter(group=current.group_id, kind__in=RUNS_THE_GROUP)
        .exclude(member=unwell)
        .exclude(member__in=_who_said_no(current))
        .select_related("member__user")
        .order_by("kind")
        .first()
    )
    if other is None:
        raise NobodyToAsk
    current.run_by = other.member
    current.save(update_fields=["run_by"])
    give_answer(
        meeting=current,
        member=unwell,
        value=AnswerValue.NOT_UP_TO_IT,
        by_way=by_way,
        given_by=by,
        now=now,
    )
    audit.record("meeting.taken_over", current, by=by, now=now, service=current.group.service)
    telling.taken_over(current, other.member, now=now)
    return other.member


def _who_said_no(meeting: Meeting) -> QuerySet[Answer, int]:
    """Members who do not come on the date as it is now: they are not asked to run it."""
    said_no = Answer.objects.filter(
        meeting=meeting, value__in=SAID_NO, given_at__gte=meeting.answers_since
    )
    return said_no.values_list("member", flat=True)
