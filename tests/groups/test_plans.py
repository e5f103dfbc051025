"""From rows to the outbox: what is planned, once, and in a fixed number of queries."""

from datetime import timedelta

from followon.messaging.models import Message
from followon.messaging.services.planning import plan
from groups.models import AnswerValue
from groups.services.meetings import cancel_meeting, move_meeting, report_met
from groups.services.members import rest
from groups.services.pauses import start_pause
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, after, answer, make_meeting, member_of, told


def test_reminders_go_7_and_2_days_before(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.NOT_THIS_TIME)
    plan(now=after(meeting, days=-7, minutes=-1))
    assert told("reminder_7") == set()
    plan(now=after(meeting, days=-7))
    assert told("reminder_7") == {"Corinne", "Dev"}
    plan(now=after(meeting, days=-2))
    assert told("reminder_2") == {"Corinne", "Dev"}


def test_planning_again_queues_nothing_more(group):
    meeting = make_meeting(group)
    assert plan(now=after(meeting, days=-7)) == 3
    assert plan(now=after(meeting, days=-7, minutes=1)) == 0


def test_a_moved_meeting_reminds_again_of_the_new_date(group):
    meeting = make_meeting(group)
    plan(now=after(meeting, days=-7))
    moved = move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=14),
        time=TWO,
        place=None,
        by=None,
        now=after(meeting, days=-6),
    )
    plan(now=after(moved, days=-7))
    reminders = Message.objects.filter(kind="reminder_7")
    assert set(reminders.values_list("version", flat=True)) == {1, 2}


def test_no_reminder_for_a_meeting_that_is_off_or_a_group_that_rests(group, outsider):
    other = outsider.memberships.get().group
    off = make_meeting(group)
    cancel_meeting(meeting=off, version=1, by=None, now=NOW)
    make_meeting(other)
    start_pause(group=other, until=TUESDAY + timedelta(days=60), by=None, now=NOW)
    plan(now=after(off, days=-2))
    assert told("reminder_2") == set()


def test_the_coordinator_then_the_deputy_then_a_member_is_asked(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.COMING)
    plan(now=after(meeting, minutes=119))
    assert told("how_did_it_go") == set()
    plan(now=after(meeting, hours=2))
    assert told("how_did_it_go") == {"Corinne"}
    plan(now=after(meeting, days=1))
    assert told("how_did_it_go") == {"Corinne", "Dev"}
    plan(now=after(meeting, days=2))
    assert told("how_did_it_go") == {"Corinne", "Dev", "Moira"}


def test_nobody_is_asked_about_what_was_reported(group, deputy):
    meeting = make_meeting(group)
    report_met(meeting=meeting, headcount=5, by=deputy, now=after(meeting, hours=1))
    plan(now=after(meeting, hours=3))
    assert told("how_did_it_go") == set()


def test_a_next_date_is_asked_for_only_where_none_is_booked(group, outsider):
    meeting = make_meeting(group)
    other = outsider.memberships.get().group
    booked = make_meeting(other)
    for each in (meeting, booked):
        report_met(meeting=each, headcount=3, by=None, now=after(each, hours=3))
    make_meeting(other, on=TUESDAY + timedelta(days=28))
    plan(now=after(meeting, days=3))
    assert told("next_date") == set()
    plan(now=after(meeting, days=3, hours=3))
    assert told("next_date") == {"Corinne"}


def test_only_the_last_meeting_asks_for_a_next_date(group):
    first = make_meeting(group)
    last = make_meeting(group, on=TUESDAY + timedelta(days=2))
    for each in (first, last):
        report_met(meeting=each, headcount=3, by=None, now=after(each, hours=3))
    plan(now=after(last, days=4))
    subjects = group.service.messages.filter(kind="next_date").values_list("subject", flat=True)
    assert list(subjects) == [f"meeting:{last.pk}"]


def test_whoever_rests_without_texts_is_asked_nothing(group, coordinator):
    meeting = make_meeting(group)
    until = TUESDAY + timedelta(days=30)
    rest(member=member_of(group, coordinator), until=until, texts=False, by=None, now=NOW)
    plan(now=after(meeting, days=-2))
    plan(now=after(meeting, hours=2))
    assert told("reminder_2") == {"Dev", "Moira"}
    assert told("how_did_it_go") == {"Dev"}
