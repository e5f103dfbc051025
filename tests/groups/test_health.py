"""Health is worked out from rows after every change, and kept for the dashboard."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from followon.people.models import Contact
from groups.health import history as h
from groups.models import AnswerValue, GroupHealth, Job, JobKind, Level
from groups.queries.history import headcounts_of, history_of
from groups.services import health
from groups.services.jobs import lay_down
from groups.services.meetings import cancel_meeting, move_meeting, report_met, report_not_met
from groups.services.members import leave, rest
from groups.services.pauses import end_pause, start_pause
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, after, answer, make_meeting, member_of

FAR = date(2027, 6, 1)


def events(group, kind, on=FAR):
    return [event for event in history_of(group, on=on).events if event.type == kind]


def test_people_who_join_and_leave(group, member):
    leave(member=member_of(group, member), reason="", by=None, now=NOW + timedelta(days=3))
    assert len(events(group, "member_joined")) == 3
    assert events(group, "member_left") == [h.MemberLeft(date(2026, 9, 12), str(member.pk))]


def test_a_moved_meeting_is_planned_twice(group):
    meeting = make_meeting(group)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=7),
        time=TWO,
        place=None,
        by=None,
        now=NOW + timedelta(days=1),
    )
    assert events(group, "meeting_planned") == [
        h.MeetingPlanned(date(2026, 9, 9), str(meeting.pk), TUESDAY),
        h.MeetingPlanned(date(2026, 9, 10), str(meeting.pk), TUESDAY + timedelta(days=7)),
    ]


def test_met_did_not_and_called_off_are_kept_apart(group, member):
    met, not_met, off = (
        make_meeting(group, on=TUESDAY + timedelta(days=days)) for days in (0, 1, 2)
    )
    report_met(
        meeting=met,
        headcount=4,
        attended=[member_of(group, member)],
        by=None,
        now=after(met, days=2),
    )
    report_not_met(meeting=not_met, by=None, now=after(not_met, hours=1))
    cancel_meeting(meeting=off, version=1, by=None, now=NOW)
    reported = TUESDAY + timedelta(days=2)
    came = (str(member.pk),)
    assert events(group, "meeting_held") == [h.MeetingHeld(reported, str(met.pk), TUESDAY, 4, came)]
    assert [event.meeting for event in events(group, "meeting_not_held")] == [str(not_met.pk)]
    assert [event.meeting for event in events(group, "meeting_cancelled")] == [str(off.pk)]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (AnswerValue.COMING, "yes"),
        (AnswerValue.NOT_SURE, "maybe"),
        (AnswerValue.NOT_THIS_TIME, "no"),
        (AnswerValue.NOT_UP_TO_IT, "not_today"),
    ],
)
def test_answers(group, member, value, word):
    meeting = make_meeting(group)
    answer(meeting, member, value)
    assert [(event.member, event.answer) for event in events(group, "rsvp")] == [
        (str(member.pk), word)
    ]


def test_a_rest_that_ended_sooner(group):
    start_pause(group=group, until=date(2026, 12, 1), by=None, now=NOW)
    end_pause(group=group, by=None, now=NOW + timedelta(days=10))
    day = date(2026, 9, 9)
    assert events(group, "paused") == [
        h.Paused(day, date(2026, 12, 1), day),
        h.Paused(date(2026, 9, 19), date(2026, 9, 19), day),
    ]


def test_a_coordinator_who_rests_or_lays_the_job_down(group, coordinator):
    assert events(group, "coordinator_resting") == []
    until = date(2026, 12, 1)
    rest(member=member_of(group, coordinator), until=until, texts=True, by=None, now=NOW)
    assert [event.on for event in events(group, "coordinator_resting")] == [date(2026, 9, 9)]
    later = NOW + timedelta(days=5)
    lay_down(job=Job.objects.get(kind=JobKind.COORDINATOR), by=None, now=later)
    assert [event.on for event in events(group, "coordinator_resting")] == [date(2026, 9, 14)]


def test_only_what_was_known_by_then(group):
    meeting = make_meeting(group)
    report_met(meeting=meeting, headcount=4, by=None, now=after(meeting, days=3))
    assert events(group, "meeting_held", on=TUESDAY) == []
    assert len(events(group, "meeting_held", on=TUESDAY + timedelta(days=3))) == 1


def test_facts_that_no_event_carries(group, deputy, member):
    history = history_of(group, on=FAR)
    assert (history.rhythm, history.has_deputy, history.unreachable) == (28, True, 0)
    Contact.objects.filter(user=member).update(dead_since=NOW)
    leave(member=member_of(group, deputy), reason="", by=None, now=NOW)
    history = history_of(group, on=FAR)
    assert (history.has_deputy, history.unreachable) == (False, 0.5)


def test_a_person_without_a_mobile_or_email_is_no_failure(group, member):
    Contact.objects.filter(user=member).update(kind="landline", value="+441174960123")
    assert history_of(group, on=FAR).unreachable == 0


def test_the_chart_tells_silence_from_nobody(group):
    first = make_meeting(group)
    make_meeting(group, on=TUESDAY + timedelta(days=1))
    make_meeting(group, on=TUESDAY + timedelta(days=70))
    report_met(meeting=first, headcount=4, by=None, now=after(first, hours=2))
    assert headcounts_of(group, on=TUESDAY + timedelta(days=5)) == [
        {"date": "2026-09-22", "state": "met", "headcount": 4},
        {"date": "2026-09-23", "state": "unknown", "headcount": None},
    ]


@pytest.mark.parametrize("meetings", [1, 30])
def test_as_many_queries_for_a_long_life_as_for_a_short_one(
    group, member, meetings, django_assert_num_queries
):
    for days in range(meetings):
        meeting = make_meeting(group, on=TUESDAY + timedelta(days=days))
        answer(meeting, member, AnswerValue.COMING)
        report_met(meeting=meeting, headcount=3, by=None, now=after(meeting, hours=2))
    with django_assert_num_queries(8):
        history_of(group, on=FAR)


def test_a_change_works_health_out_after_the_commit(group, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_meeting(group)
        assert not GroupHealth.objects.exists()
    kept = GroupHealth.objects.get()
    assert (kept.group, kept.computed_at, kept.headcounts) == (group, NOW, [])
    assert kept.level in Level.values


def test_answers_are_left_to_the_sweep(group, member, django_capture_on_commit_callbacks):
    meeting = make_meeting(group)
    health.refresh_health(group_id=group.pk, now=NOW)
    GroupHealth.objects.update(look_again_on=FAR)
    with django_capture_on_commit_callbacks(execute=True):
        answer(meeting, member, AnswerValue.COMING, now=NOW + timedelta(hours=1))
    assert GroupHealth.objects.get().computed_at == NOW
    assert health.sweep_health(now=NOW + timedelta(hours=2)) == 1


def test_many_changes_in_one_transaction_work_it_out_once(
    group, monkeypatch, django_capture_on_commit_callbacks
):
    calls = []
    monkeypatch.setattr(health, "refresh_health", lambda **known: calls.append(known))
    with django_capture_on_commit_callbacks(execute=True):
        for minutes in range(3):
            on = TUESDAY + timedelta(days=minutes)
            make_meeting(group, on=on, now=NOW + timedelta(minutes=minutes))
    assert calls == [{"group_id": group.pk, "now": NOW + timedelta(minutes=2)}]


def test_what_a_dead_process_left_undone_the_sweep_does(group):
    health.refresh_health(group_id=group.pk, now=NOW)
    GroupHealth.objects.update(look_again_on=FAR)
    with transaction.atomic():
        make_meeting(group, now=NOW + timedelta(hours=1))  # and no callback runs
    assert health.sweep_health(now=NOW + timedelta(hours=2)) == 1
    assert GroupHealth.objects.get().computed_at == NOW + timedelta(hours=2)


def test_the_sweep_looks_at_groups_never_looked_at_and_then_rests(group):
    assert health.sweep_health(now=NOW) == 1
    assert health.sweep_health(now=NOW) == 0


def test_one_group_that_fails_keeps_no_other_waiting(group, outsider, monkeypatch):
    other = outsider.memberships.get().group
    whole = health.refresh_health

    def refresh(*, group_id, now):
        if group_id == group.pk:
            raise ValueError("broken")
        return whole(group_id=group_id, now=now)

    monkeypatch.setattr(health, "refresh_health", refresh)
    assert health.sweep_health(now=NOW) == 2
    assert [kept.group for kept in GroupHealth.objects.all()] == [other]


def test_the_level_says_since_when(group):
    first = health.refresh_health(group_id=group.pk, now=NOW)
    again = health.refresh_health(group_id=group.pk, now=NOW + timedelta(days=1))
    assert first.level == again.level
    assert again.since == date(2026, 9, 9)
