"""A turn at a job that ends soon, and a group's break that does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followon.messaging import kinds
from followon.messaging.kinds import Reply
from followon.messaging.models import Message
from followon.messaging.services.planning import plan
from groups.models import Job
from groups.queries.turns import live_jobs
from groups.services import jobs, members, pauses
from groups.services.meetings import book_meeting, cancel_meeting
from groups.turns import JOB_TOLD, may_go_on, next_end, told_at
from tests.cast import NOW, signed_in
from tests.groups.make import TWO, member_of, told

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SOON = "job_ends_soon"


@pytest.fixture
def job(group, coordinator) -> Job:
    """Corinne's turn, which began on 9 September and ends on 11 March."""
    return Job.objects.get(group=group, kind="coordinator")


@pytest.fixture
def tell_at(job) -> datetime:
    return told_at(job.turn_ends_on, JOB_TOLD, "Europe/London")


def why_not(kind: str, now: datetime) -> str:
    return kinds.get(kind).still_wanted(Message.objects.filter(kind=kind).latest("created_at"), now)


@pytest.mark.parametrize(
    ("ends_on", "at"),
    [
        (date(2027, 3, 11), datetime(2027, 2, 25, 10, tzinfo=UTC)),
        (date(2027, 4, 11), datetime(2027, 3, 28, 9, tzinfo=UTC)),  # the clocks went forward at one
        (date(2027, 11, 14), datetime(2027, 10, 31, 10, tzinfo=UTC)),  # and back
    ],
)
def test_the_end_is_told_of_at_ten_in_the_morning_two_weeks_before(ends_on, at):
    assert told_at(ends_on, JOB_TOLD, "Europe/London") == at


def test_a_turn_is_gone_on_with_from_its_end_or_from_today():
    today = date(2027, 3, 1)
    asked = [may_go_on(today + days * DAY, today) for days in (-400, 0, 30, 31)]
    assert asked == [True, True, True, False]
    assert not may_go_on(None, today)
    assert next_end(today + 9 * DAY, today, 183 * DAY) == today + 192 * DAY
    assert next_end(today - 9 * DAY, today, 183 * DAY) == today + 183 * DAY


def test_its_holder_is_told_once(job, tell_at):
    plan(now=tell_at - MINUTE)
    assert told(SOON) == set()
    plan(now=tell_at)
    plan(now=tell_at + DAY)
    assert told(SOON) == {"Corinne", "Dev"}
    assert Message.objects.filter(kind=SOON).count() == 2
    message = Message.objects.get(kind=SOON, subject=f"job:{job.pk}")
    assert message.send_before == datetime(2027, 3, 11, tzinfo=UTC)


def test_whoever_goes_on_is_told_again_half_a_year_later(job, coordinator, tell_at):
    plan(now=tell_at)
    held = jobs.go_on(job=job, by=coordinator, now=tell_at + DAY)
    assert held.turn_ends_on == date(2027, 3, 11) + jobs.TURN
    message = Message.objects.get(kind=SOON, subject=f"job:{job.pk}")
    assert kinds.get(SOON).still_wanted(message, tell_at + DAY) == "it ends on another day now"
    plan(now=told_at(held.turn_ends_on, JOB_TOLD, "Europe/London"))
    assert Message.objects.filter(kind=SOON, subject=f"job:{job.pk}").count() == 2


def test_going_on_twice_is_one_turn_more(job, coordinator, tell_at):
    first = jobs.go_on(job=job, by=coordinator, now=tell_at)
    assert jobs.go_on(job=job, by=coordinator, now=tell_at).turn_ends_on == first.turn_ends_on


def test_a_message_waits_for_nobody_who_passed_the_job_on(job, member, coordinator, tell_at):
    plan(now=tell_at)
    Message.objects.filter(kind=SOON).exclude(recipient=coordinator).delete()
    assert why_not(SOON, tell_at) == ""
    offer = jobs.offer_job(
        group=job.group, member=member_of(job.group, member), kind=job.kind, by=None, now=tell_at
    )
    jobs.accept_job(job=offer, by=member, now=tell_at)
    assert why_not(SOON, tell_at) == "already answered"
    with pytest.raises(jobs.NoLongerYours):
        jobs.go_on(job=job, by=coordinator, now=tell_at)


def test_whoever_is_on_a_break_is_told_when_it_ends(job, coordinator, tell_at):
    until = tell_at.date() + 3 * DAY
    member = member_of(job.group, coordinator)
    members.rest(member=member, until=until, texts=False, by=None, now=tell_at - DAY)
    plan(now=tell_at)
    assert told(SOON) == {"Dev"}
    plan(now=datetime(until.year, until.month, until.day, tzinfo=UTC))
    assert told(SOON) == {"Dev", "Corinne"}


def test_yes_by_text_goes_on(job, coordinator, tell_at):
    plan(now=tell_at)
    message = Message.objects.get(kind=SOON, recipient=coordinator)
    kind = kinds.get(SOON)
    assert kind.on_reply(message, coordinator, Reply("yes"), tell_at)
    job.refresh_from_db()
    assert job.turn_ends_on == date(2027, 3, 11) + jobs.TURN


def test_the_page_of_the_job_asks_only_when_the_end_is_near(job, coordinator, tell_at, now):
    client, url = signed_in(coordinator), f"/jobs/{job.pk}/"
    assert "I will go on" not in client.get(url).content.decode()
    Job.objects.filter(pk=job.pk).update(turn_ends_on=NOW.date() + 12 * DAY)
    assert "I will go on" in client.get(url).content.decode()
    page = client.post(f"{url}go-on/", follow=True).content.decode()
    assert "Thank you. You have this job until Tuesday 23 March 2027." in page
    assert "I will go on" not in page


def test_only_its_holder_goes_on(job, member, deputy, outsider):
    for user in (member, deputy, outsider):
        assert signed_in(user).post(f"/jobs/{job.pk}/go-on/").status_code == 404


def test_a_job_of_somebody_who_left_is_told_of_to_nobody(job, coordinator, tell_at):
    members.leave(member=member_of(job.group, coordinator), by=None, now=tell_at - DAY)
    assert job not in live_jobs(tell_at)
    plan(now=tell_at)
    assert told(SOON) == {"Dev"}


BACK = date(2026, 11, 20)
FIVE_BEFORE = datetime(2026, 11, 15, 10, tzinfo=UTC)


@pytest.fixture
def resting(group):
    pauses.start_pause(group=group, until=BACK, by=None, now=NOW)
    return group


def test_five_days_before_a_break_ends_the_coordinator_is_asked_for_a_date(resting):
    plan(now=FIVE_BEFORE - MINUTE)
    assert told("pause_ending") == set()
    plan(now=FIVE_BEFORE)
    plan(now=FIVE_BEFORE + DAY)
    assert told("pause_ending") == {"Corinne"}
    assert why_not("pause_ending", FIVE_BEFORE) == ""


def test_where_nobody_runs_the_group_all_members_are(resting, coordinator, deputy):
    for job in Job.objects.held():
        jobs.lay_down(job=job, by=None, now=NOW)
    plan(now=FIVE_BEFORE)
    assert told("pause_ending") == {"Corinne", "Dev", "Moira"}


def test_nobody_is_asked_where_a_date_is_booked_until_it_is_called_off(resting):
    back = book_meeting(group=resting, date=BACK, time=TWO, place=None, by=None, now=NOW)
    plan(now=FIVE_BEFORE)
    assert told("pause_ending") == set()
    cancel_meeting(meeting=back, version=1, by=None, now=FIVE_BEFORE + MINUTE)
    plan(now=FIVE_BEFORE + 2 * MINUTE)
    assert told("pause_ending") == {"Corinne"}


def test_a_break_that_was_agreed_on_just_now_is_not_told_of(group):
    pauses.start_pause(group=group, until=NOW.date() + 4 * DAY, by=None, now=NOW)
    plan(now=NOW + DAY)
    assert told("pause_ending") == set()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda g: pauses.end_pause(group=g, by=None, now=FIVE_BEFORE), "the group is back"),
        (
            lambda g: pauses.start_pause(group=g, until=BACK + DAY, by=None, now=FIVE_BEFORE),
            "it ends on another day now",
        ),
        (
            lambda g: book_meeting(
                group=g, date=BACK, time=TWO, place=None, by=None, now=FIVE_BEFORE
            ),
            "a date is booked",
        ),
    ],
)
def test_what_changed_meanwhile_holds_the_message_back(resting, change, why):
    plan(now=FIVE_BEFORE)
    change(resting)
    assert why_not("pause_ending", FIVE_BEFORE) == why


def test_the_first_meeting_after_a_break_is_reminded_of(resting, group):
    meeting = book_meeting(group=group, date=BACK, time=TWO, place=None, by=None, now=NOW - DAY)
    plan(now=meeting.starts_at - 7 * DAY)
    assert told("reminder_7") == {"Corinne", "Dev", "Moira"}


def test_a_date_in_the_break_is_reminded_of_only_where_it_was_told_of_since(group):
    inside = BACK - 10 * DAY
    before = book_meeting(group=group, date=inside, time=TWO, place=None, by=None, now=NOW)
    pauses.start_pause(group=group, until=BACK, by=None, now=NOW + MINUTE)
    since = book_meeting(
        group=group, date=inside + DAY, time=TWO, place=None, by=None, now=NOW + 2 * MINUTE
    )
    plan(now=since.starts_at - 2 * DAY)
    subjects = set(Message.objects.filter(kind="reminder_2").values_list("subject", flat=True))
    assert subjects == {f"meeting:{since.pk}"}
    assert before.pk != since.pk
