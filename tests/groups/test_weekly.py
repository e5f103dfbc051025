"""One message a week in place of several."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followon.messaging.gate import IN_WEEKLY
from followon.messaging.gsm7 import gsm7_length
from followon.messaging.kinds import get
from followon.messaging.models import Message
from followon.messaging.services import planning
from followon.messaging.services.planning import plan_kind
from followon.messaging.services.sending import send_due
from followon.people.services.preferences import set_quiet_hours, set_reach, set_weekly
from groups.kinds.weekly import NOTHING
from groups.models import Answer, AnswerValue, JobKind
from groups.queries.weekly import week_of, weeks_of
from groups.services import jobs
from groups.services.meetings import cancel_meeting, move_meeting, report_met
from groups.services.members import rest
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import answer, at, make_meeting, make_place, member_of

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)  # 9am in London
OCTOBER = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def outbox(settings):
    """The console transport works nowhere else."""
    settings.DEBUG = True
    settings.BASE_URL = "https://" + "f" * 22


@pytest.fixture
def group(service, coordinator, member, ptv):
    """A group of some weeks, so that nobody is welcomed with the next date."""
    return make_group(
        service, coordinator=coordinator, others=(member,), ptv=ptv, now=NOW - timedelta(days=30)
    )


@pytest.fixture
def weekly(group, member):
    """The member of `group`, by e-mail, who chose one message a week."""
    set_weekly(user=member, weekly=True, by=member, now=NOW)
    return member


def of(user, kind=""):
    rows = Message.objects.filter(recipient=user).order_by("created_at", "kind")
    rows = rows.filter(kind=kind) if kind else rows
    return [(row.kind, row.state, row.reason) for row in rows]


def plan(now):
    return plan_kind(get("week_ahead"), now=now)


def send(now):
    with at(now):
        while send_due(now=now):  # a slow machine needs more than one shift
            pass


def the_week(user, now=MONDAY):
    """What the week's message says once it has been planned and sent."""
    plan(now)
    send(now)
    message = Message.objects.filter(recipient=user, kind="week_ahead").latest("created_at")
    assert message.state == "sent", (message.state, message.reason)
    return message.rendered


def test_a_booking_far_ahead_waits_for_monday(group, weekly, coordinator):
    make_meeting(group, on=OCTOBER)
    send(NOW)
    assert of(weekly) == [("meeting_booked", "skipped", IN_WEEKLY)]
    assert of(coordinator, "meeting_booked")[0][1] == "sent"
    words = the_week(weekly)
    assert "Tuesday 20 October 2026, 2pm" in words
    assert "Are you coming?" in words


def test_a_booking_that_is_too_near_goes_as_usual(group, weekly):
    make_meeting(group, on=date(2026, 9, 14))
    send(NOW)
    assert of(weekly) == [("meeting_booked", "sent", "")]


def test_moved_and_cancelled_go_at_once(group, weekly):
    meeting = make_meeting(group, on=OCTOBER)
    moved = move_meeting(
        meeting=meeting, version=1, date=OCTOBER, time=time(15), place=None, by=None, now=NOW
    )
    cancel_meeting(meeting=moved, version=2, by=None, now=NOW)
    send(NOW)
    sent = {kind for kind, state, _reason in of(weekly) if state == "sent"}
    assert sent == {"meeting_cancelled"}
    assert ("meeting_booked", "skipped", IN_WEEKLY) not in of(weekly)


def test_the_reminder_of_two_days_never_waits(group, weekly):
    meeting = make_meeting(group, on=date(2026, 10, 1))
    two_days = meeting.starts_at - timedelta(days=2) + timedelta(minutes=1)
    seven_days = meeting.starts_at - timedelta(days=7) + timedelta(minutes=1)
    for moment in (seven_days, two_days):
        planning.plan(now=moment)
        send(moment)
    assert [each for each in of(weekly) if each[0] != "meeting_booked"] == [
        ("reminder_7", "skipped", IN_WEEKLY),
        ("reminder_2", "sent", ""),
    ]


def test_choosing_it_holds_what_is_queued_already(group, member):
    make_meeting(group, on=OCTOBER)
    set_weekly(user=member, weekly=True, by=member, now=NOW)
    send(NOW)
    assert of(member) == [("meeting_booked", "skipped", IN_WEEKLY)]


def test_going_back_lets_what_is_queued_go_and_brings_what_was_left_to_monday(group, weekly):
    make_meeting(group, on=OCTOBER)
    send(NOW)
    set_weekly(user=weekly, weekly=False, by=weekly, now=NOW)
    make_meeting(group, on=date(2026, 10, 27))
    send(NOW)
    booked = sorted(row[1:] for row in of(weekly, "meeting_booked"))
    assert booked == [("sent", ""), ("skipped", IN_WEEKLY)]
    assert "20 October" in the_week(weekly)
    assert plan(MONDAY + timedelta(days=7)) == 0


def test_who_can_be_reached_by_no_message_is_not_left_to_one(group, weekly):
    make_meeting(group, on=OCTOBER)
    set_reach(user=weekly, reach="call", by=weekly, now=NOW)
    send(NOW)
    assert [row[1] for row in of(weekly)] == ["skipped"]
    assert of(weekly)[0][2] != IN_WEEKLY
    assert plan(MONDAY) == 0


def test_it_is_planned_on_monday_from_nine_once(group, weekly):
    make_meeting(group, on=OCTOBER)
    assert [plan(MONDAY - timedelta(minutes=1)), plan(MONDAY), plan(MONDAY)] == [0, 1, 0]
    assert plan(MONDAY + timedelta(hours=23)) == 0
    assert plan(MONDAY + timedelta(days=7)) == 1


def test_quiet_hours_hold_it_till_they_end(group, weekly):
    set_quiet_hours(user=weekly, quiet_from=time(18), quiet_until=time(11), by=weekly, now=NOW)
    make_meeting(group, on=OCTOBER)
    plan(MONDAY)
    send(MONDAY)
    assert of(weekly, "week_ahead") == [("week_ahead", "queued", "")]
    send(MONDAY + timedelta(hours=2))
    assert of(weekly, "week_ahead") == [("week_ahead", "sent", "")]


def test_a_week_with_nothing_to_say_says_nothing(group, weekly):
    plan(MONDAY)
    send(MONDAY)
    assert of(weekly) == [("week_ahead", "skipped", NOTHING)]


def test_a_far_date_is_told_once_and_again_when_it_is_near(group, weekly):
    make_meeting(group, on=OCTOBER)
    told = [bool(week_of(weekly, MONDAY + timedelta(weeks=weeks)).dates) for weeks in range(6)]
    assert told == [True, False, False, False, True, True]


def test_it_is_made_of_the_facts_at_sending(group, weekly):
    off = make_meeting(group, on=OCTOBER)
    meeting = make_meeting(group, on=date(2026, 9, 22))
    plan(MONDAY)
    cancel_meeting(meeting=off, version=1, by=None, now=MONDAY)
    answer(meeting, weekly, AnswerValue.COMING, now=MONDAY)
    send(MONDAY)
    words = Message.objects.get(kind="week_ahead").rendered
    assert "October" not in words
    assert "You said: Coming" in words


def test_all_groups_jobs_and_what_waits(service, group, weekly):
    """The member runs a second group that has just met; a third is on hold for them."""
    second = make_group(service, coordinator=weekly, name="Clifton group")
    third = make_group(
        service,
        coordinator=make_person("Una Usual", mobile=new_mobile()),
        others=(weekly,),
        name="Totterdown group",
    )
    make_meeting(third, on=OCTOBER)
    rest(member=member_of(third, weekly), until=OCTOBER, texts=False, by=weekly, now=NOW)
    past = make_meeting(second, on=date(2026, 9, 10), now=NOW)
    report_met(meeting=past, headcount=4, by=weekly, now=past.starts_at + timedelta(hours=3))
    make_meeting(group, on=OCTOBER, place=make_place(group))
    jobs.offer_job(
        group=group, member=member_of(group, weekly), kind=JobKind.WELCOMER, by=None, now=NOW
    )
    words = the_week(weekly)
    assert "Bedminster group asks if you would be the welcomer." in words
    assert "Clifton group has no date yet." in words
    assert "Where: The Bakery" in words
    assert "Totterdown" not in words


def test_a_volunteer_hears_of_the_dates_and_is_asked_nothing(group, ptv):
    set_weekly(user=ptv, weekly=True, by=ptv, now=NOW)
    make_meeting(group, on=OCTOBER, now=NOW + timedelta(seconds=1))
    ptv.messages.filter(kind="volunteer_named").delete()
    send(NOW + timedelta(seconds=1))
    assert of(ptv) == [("meeting_booked", "skipped", IN_WEEKLY)]
    assert "Tue 20 Oct 2pm" in the_week(ptv)
    assert week_of(ptv, MONDAY).dates[0].member is None


def link_in(words):
    return re.search(r"https://f+(/w/\S+)", words)[1]


def test_the_link_answers_each_date_without_signing_in(group, weekly):
    first, second = make_meeting(group), make_meeting(group, on=OCTOBER)
    link = link_in(the_week(weekly))
    contact = weekly.contacts.get()
    assert contact.proven_at is None
    with at(MONDAY):
        page = Client().get(link).content.decode()
        assert page.count("Come for as long as suits you.") == 2
        assert not Answer.objects.exists()
        sent = {"meeting": first.pk, "version": 1, "answer": "coming"}
        assert Client().post(link, sent).status_code == 302
        assert Answer.objects.get().meeting == first
        contact.refresh_from_db()
        assert contact.proven_at == MONDAY
        stale = {"meeting": second.pk, "version": 0, "answer": "coming"}
        assert "has just changed" in Client().post(link, stale).content.decode()
        assert "Choose one" in Client().post(link, {"meeting": second.pk}).content.decode()
        assert Answer.objects.count() == 1


def test_the_link_reaches_no_other_groups_dates(service, group, weekly, outsider):
    make_meeting(group, on=OCTOBER)
    other = make_meeting(outsider.memberships.get().group, on=OCTOBER)
    link = link_in(the_week(weekly))
    with at(MONDAY):
        sent = {"meeting": other.pk, "version": 1, "answer": "coming"}
        assert "has just changed" in Client().post(link, sent).content.decode()
    assert not Answer.objects.exists()
    with at(MONDAY + timedelta(days=14)):
        assert Client().get(link).status_code == 410


@pytest.mark.parametrize("dates", [1, 2, 3, 6])
def test_a_text_holds_the_dates_that_fit_and_counts_the_rest(service, dates):
    service.message_name = "Severn Vale Groupies"
    service.save()
    bart = make_person("Bartholomew Q", mobile=new_mobile(), service=service)
    group = make_group(
        service,
        coordinator=bart,
        name="The Thursday Friends of Hartcliffe & Co.",
        now=NOW - timedelta(days=30),
    )
    set_weekly(user=bart, weekly=True, by=bart, now=NOW)
    for number in range(dates):
        make_meeting(group, on=date(2026, 9, 16 + number), at=time(10, 30))
    send(NOW)
    text = the_week(bart)
    assert gsm7_length(text) <= 160
    assert "Wed 16 Sep 10:30am" in text
    shown = text.count("10:30am")
    assert shown == min(dates, 2)
    assert (f"and {dates - shown} more" in text) == (dates > shown)


@pytest.mark.parametrize("what", ["job", "said_no"])
def test_a_text_without_a_date_to_tell_still_says_what_waits(service, what):
    bart = make_person("Bartholomew Q", mobile=new_mobile(), service=service)
    group = make_group(service, coordinator=bart)
    if what == "job":
        jobs.offer_job(
            group=group, member=member_of(group, bart), kind=JobKind.DEPUTY, by=None, now=NOW
        )
    else:
        answer(make_meeting(group, on=date(2026, 9, 22)), bart, AnswerValue.NOT_THIS_TIME)
    set_weekly(user=bart, weekly=True, by=bart, now=NOW)
    text = the_week(bart)
    assert ("waits for your answer" in text) == (what == "job")
    assert gsm7_length(text) <= 160


@pytest.mark.parametrize("people", [1, 4])
def test_six_queries_for_any_number_of_people_and_groups(service, people):
    users = [make_person(f"Ann{n} A", mobile=new_mobile()) for n in range(people)]
    for number in range(people):
        group = make_group(
            service, coordinator=users[0], others=tuple(users[1:]), name=f"G{number}"
        )
        make_meeting(group, on=OCTOBER)
    make_group(service, coordinator=users[0], name="Without a date")
    with CaptureQueriesContext(connection) as queries:
        weeks = weeks_of([user.pk for user in users], NOW)
    assert len(queries) == 6
    assert [len(weeks[user.pk].dates) for user in users] == [people] * people


@pytest.mark.parametrize("people", [1, 4])
def test_planning_takes_the_same_queries_for_any_number(service, people):
    users = [make_person(f"Ann{n} A", mobile=new_mobile()) for n in range(people)]
    make_group(service, coordinator=users[0], others=tuple(users[1:]))
    for user in users:
        set_weekly(user=user, weekly=True, by=user, now=NOW)
    with CaptureQueriesContext(connection) as on_wednesday:
        assert plan(NOW) == 0
    with CaptureQueriesContext(connection) as on_monday:
        assert plan(MONDAY) == people
    assert (len(on_wednesday), len(on_monday)) == (1, 7)


def test_the_page_shows_one_answer_at_a_time_to_axe(group, weekly):
    """Each date stands under a heading of its own, so its buttons are told apart."""
    make_meeting(group), make_meeting(group, on=OCTOBER)
    link = link_in(the_week(weekly))
    with at(MONDAY):
        html = Client().get(link).content.decode()
    assert len(set(re.findall(r'id="(date-\d)"', html))) == 2
    assert len(set(re.findall(r'aria-labelledby="(date-\d)"', html))) == 2


def test_the_choice_is_on_the_details_page(group, weekly):
    assert "One message a week" in signed_in(weekly).get(reverse("people:details")).content.decode()
