from datetime import timedelta

import pytest

from groups.errors import MeetingBegun, NobodyToAsk, NotAMember, OfferGone
from groups.models import Answer, AnswerValue, Job, JobKind, JobState, Meeting
from groups.services import jobs
from groups.services.members import leave
from tests.cast import NOW, make_group
from tests.groups.make import make_meeting, member_of, told


def holder(group, kind=JobKind.COORDINATOR):
    job = Job.objects.held().filter(group=group, kind=kind).first()
    return job.member.user if job else None


def offer(group, user, kind=JobKind.COORDINATOR, by=None):
    return jobs.offer_job(group=group, member=member_of(group, user), kind=kind, by=by, now=NOW)


def test_an_offer_asks_and_changes_nothing_yet(group, coordinator, member):
    offer(group, member, by=coordinator)
    assert told("job_offered") == {"Moira"}
    assert holder(group) == coordinator


def test_accepting_relieves_whoever_had_it(group, coordinator, member):
    job = jobs.accept_job(job=offer(group, member), by=member, now=NOW)
    assert holder(group) == member
    assert (job.state, job.started_at) == (JobState.HELD, NOW)
    assert Job.objects.get(member__user=coordinator).state == JobState.ENDED


def test_a_deputy_who_becomes_coordinator_is_deputy_no_more(group, deputy):
    jobs.accept_job(job=offer(group, deputy), by=deputy, now=NOW)
    assert (holder(group), holder(group, JobKind.DEPUTY)) == (deputy, None)


def test_an_offer_is_answered_once(group, member):
    job = offer(group, member)
    jobs.decline_job(job=job, by=member, now=NOW)
    for act in (jobs.accept_job, jobs.decline_job):
        with pytest.raises(OfferGone):
            act(job=job, by=member, now=NOW)


def test_asking_somebody_else_takes_the_first_offer_back(group, member, deputy):
    first = offer(group, member, JobKind.WELCOMER)
    offer(group, deputy, JobKind.WELCOMER)
    with pytest.raises(OfferGone):
        jobs.accept_job(job=first, by=member, now=NOW)


def test_only_members_are_asked(group, outsider):
    with pytest.raises(NotAMember):
        jobs.offer_job(
            group=group,
            member=outsider.memberships.get(),
            kind=JobKind.DEPUTY,
            by=None,
            now=NOW,
        )


def test_a_coordinator_who_needs_a_break_leaves_the_deputy_asked(group, coordinator):
    jobs.lay_down(job=Job.objects.get(kind=JobKind.COORDINATOR), by=coordinator, now=NOW)
    assert holder(group) is None
    assert told("job_offered") == {"Dev"}


def test_unwell_hands_tonight_to_the_deputy(group, coordinator, deputy):
    meeting = make_meeting(group)
    stand_in = jobs.take_over_tonight(
        meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
    )
    assert stand_in.user == deputy
    assert Meeting.objects.get().run_by == stand_in
    assert told("take_over") == {"Dev"}
    assert Answer.objects.get(member__user=coordinator).value == AnswerValue.NOT_UP_TO_IT
    assert holder(group) == coordinator


def test_a_deputy_who_is_unwell_too_hands_it_back(group, coordinator, deputy):
    meeting = make_meeting(group)
    back = jobs.take_over_tonight(
        meeting=meeting, unwell=member_of(group, deputy), by=deputy, now=NOW
    )
    assert back.user == coordinator


def test_it_is_not_handed_back_to_somebody_who_is_unwell(group, coordinator, deputy):
    meeting = make_meeting(group)
    first, second = member_of(group, coordinator), member_of(group, deputy)
    jobs.take_over_tonight(meeting=meeting, unwell=first, by=coordinator, now=NOW)
    with pytest.raises(NobodyToAsk):
        jobs.take_over_tonight(meeting=meeting, unwell=second, by=deputy, now=NOW)
    assert told("take_over") == {"Dev"}


def test_without_a_deputy_there_is_nobody_to_ask(service, coordinator, now):
    group = make_group(service, coordinator=coordinator, now=now)
    meeting = make_meeting(group)
    with pytest.raises(NobodyToAsk):
        jobs.take_over_tonight(
            meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
        )
    assert not Answer.objects.exists()


def test_what_has_begun_is_not_handed_over(group, coordinator):
    meeting = make_meeting(group)
    with pytest.raises(MeetingBegun):
        jobs.take_over_tonight(
            meeting=meeting,
            unwell=member_of(group, coordinator),
            by=coordinator,
            now=meeting.starts_at + timedelta(minutes=1),
        )


def test_who_leaves_keeps_no_job_and_no_evening(group, coordinator, deputy):
    meeting = make_meeting(group)
    jobs.take_over_tonight(
        meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
    )
    leave(member=member_of(group, deputy), reason="", by=deputy, now=NOW)
    assert holder(group, JobKind.DEPUTY) is None
    assert Meeting.objects.get().run_by is None
