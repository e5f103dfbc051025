"""One meeting's page, and setting, moving and calling off dates."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.models import Attendance, Meeting, MeetingState
from groups.services.jobs import take_over_tonight
from groups.services.meetings import cancel_meeting, move_meeting, report_met
from tests.cast import NOW, make_person, new_mobile, signed_in
from tests.groups.make import TUESDAY, TWO, after, answer, at, make_meeting, make_place, member_of

LATER = NOW + timedelta(hours=2)
OUTSIDE = ["outsider", "clinician", "other_clinician"]


def to(name, about):
    return reverse(f"groups:{name}", args=[about.pk])


def typed(on=TUESDAY, time="2pm", place="", version=1):
    return {
        "date_day": on.day,
        "date_month": on.month,
        "date_year": on.year,
        "time": time,
        "place": place,
        "version": version,
    }


# The meeting


def test_members_see_names_and_the_volunteer_totals(group, coordinator, member, ptv):
    meeting = make_meeting(group)
    answer(meeting, coordinator, "coming", guests=1)
    answer(meeting, member, "not_up_to_it", tell_the_group=True)
    seen = signed_in(member).get(to("meeting", meeting)).content.decode()
    assert "Coming: Corinne + 1" in seen
    assert "Moira is not up to it this time, and says hello to everyone." in seen
    counted = signed_in(ptv).get(to("meeting", meeting)).content.decode()
    assert "1 person is coming." in counted
    assert "Corinne" not in counted
    assert "Moira" not in counted
    assert 'name="answer"' not in counted


def test_who_came_is_for_members(group, coordinator, member, ptv):
    meeting = make_meeting(group)
    report_met(
        meeting=meeting,
        headcount=4,
        attended=[member_of(group, coordinator)],
        by=None,
        now=after(meeting, hours=2),
    )
    assert Attendance.objects.count() == 1
    with at(after(meeting, hours=3)):
        assert (
            "Who came: Corinne." in signed_in(member).get(to("meeting", meeting)).content.decode()
        )
        counted = signed_in(ptv).get(to("meeting", meeting)).content.decode()
    assert "Met, 4 came" in counted
    assert "Corinne" not in counted


def test_running_it_is_for_who_runs_it(group, coordinator, deputy, member):
    meeting = make_meeting(group)
    link = to("meeting_move", meeting)

    def sees(user):
        return link in signed_in(user).get(to("meeting", meeting)).content.decode()

    assert [sees(user) for user in (coordinator, deputy, member)] == [True, True, False]


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize(
    "name",
    ["meeting", "meeting_move", "meeting_cancel", "answers", "call_list", "unwell"],
)
def test_for_others_it_does_not_exist(request, group, who, name):
    meeting = make_meeting(group)
    client = signed_in(request.getfixturevalue(who))
    assert client.get(to(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", ["meeting_move", "meeting_cancel", "answers", "call_list"])
def test_a_member_without_a_job_does_not_run_it(group, member, ptv, name):
    meeting = make_meeting(group)
    for user in (member, ptv):
        client = signed_in(user)
        assert client.get(to(name, meeting)).status_code == 404
        assert client.post(to(name, meeting), typed()).status_code in (404, 405)
    assert Meeting.objects.get().version == 1


def test_a_stand_in_runs_this_one_meeting(service, group, coordinator, deputy, member):
    meeting, other = make_meeting(group), make_meeting(group, on=TUESDAY + timedelta(days=7))
    take_over_tonight(
        meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
    )
    Meeting.objects.filter(pk=meeting.pk).update(run_by=member_of(group, member))
    client = signed_in(member)
    assert client.get(to("call_list", meeting)).status_code == 200
    assert client.get(to("call_list", other)).status_code == 404


# Same again


def test_the_next_date_in_two_taps(group, coordinator):
    first = make_meeting(group, place=make_place(group))
    client = signed_in(coordinator)
    page = client.get(to("group", group)).content.decode()
    assert to("same_again", group) in page
    proposal = client.get(to("same_again", group)).content.decode()
    assert "Tuesday 20 October 2026, 2pm" in proposal
    assert "The Bakery" in proposal
    response = client.post(
        to("same_again", group),
        {"date": "2026-10-20", "time": "14:00:00", "place": first.place.pk},
    )
    booked = Meeting.objects.exclude(pk=first.pk).get()
    assert response["Location"] == to("meeting", booked)
    assert (booked.date, booked.time, booked.place) == (date(2026, 10, 20), TWO, first.place)
    assert booked.booked_by == coordinator


def test_the_form_holds_what_the_page_says(group, coordinator):
    make_meeting(group, place=make_place(group))
    text = signed_in(coordinator).get(to("same_again", group)).content.decode()
    for part in ('name="date" value="2026-10-20"', 'name="time" value="14:00:00"'):
        assert part in text, part


def test_without_any_date_before_one_is_chosen(group, coordinator):
    response = signed_in(coordinator).get(to("same_again", group))
    assert response["Location"] == to("book", group)


def test_tapped_twice_is_booked_once(group, coordinator):
    make_meeting(group)
    client, sent = signed_in(coordinator), {"date": "2026-10-20", "time": "14:00:00"}
    client.post(to("same_again", group), sent)
    text = client.post(to("same_again", group), sent).content.decode()
    assert "Your group already has a meeting at that date and time" in text
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("name", ["same_again", "book", "place_add"])
def test_only_who_runs_the_group_sets_dates(request, group, name):
    make_meeting(group)
    for who in ("member", "ptv", *OUTSIDE):
        client = signed_in(request.getfixturevalue(who))
        assert client.get(to(name, group)).status_code == 404
        assert client.post(to(name, group), typed()).status_code == 404
    assert Meeting.objects.count() == 1


# A date of one's own choosing


def test_a_date_is_booked(group, deputy):
    place = make_place(group)
    sent = typed(date(2026, 10, 6), "5:30pm", place.pk)
    response = signed_in(deputy).post(to("book", group), sent)
    booked = Meeting.objects.get()
    assert response["Location"] == to("meeting", booked)
    assert (booked.date, booked.time.hour, booked.time.minute) == (date(2026, 10, 6), 17, 30)
    assert booked.place == place


WRONG = [
    (typed(date(2026, 9, 8)), "The date and time must be in the future"),
    (typed(date(2027, 3, 28), "1:30am"), "Clocks go forward that night and skip this time"),
    (typed() | {"date_day": "31", "date_month": "2"}, "The date must be a real date"),
    (typed() | {"date_day": ""}, "The date must include a day"),
    (typed(time="soon"), "Enter a time, like 2pm or 2:30pm"),
    (typed(place="99999"), "Choose a place from the list"),
]


@pytest.mark.parametrize(("sent", "error"), WRONG)
@pytest.mark.parametrize("name", ["book", "meeting_move"])
def test_a_date_that_cannot_be_is_said_beside_the_field_and_kept(
    group, coordinator, name, sent, error
):
    meeting = make_meeting(group, on=TUESDAY + timedelta(days=30))
    about = group if name == "book" else meeting
    text = signed_in(coordinator).post(to(name, about), sent).content.decode()
    assert "Error: " in text
    assert text.count(error) == 2  # in the summary and beside the field
    assert f'value="{sent["time"]}"' in text or "2pm" in text
    assert f'value="{sent["date_year"]}"' in text
    assert list(Meeting.objects.values_list("version", flat=True)) == [1]


def test_another_groups_home_cannot_be_chosen(group, coordinator, outsider):
    home = make_place(outsider.memberships.get().group, own=True, kind="home", name="Oscar's")
    client = signed_in(coordinator)
    assert "Oscar&#39;s" not in client.get(to("book", group)).content.decode()
    text = client.post(to("book", group), typed(place=home.pk)).content.decode()
    assert "Choose a place from the list" in text


def test_a_place_of_the_group_stays_in_it(group, coordinator):
    client = signed_in(coordinator)
    sent = {"name": "Corinne's", "kind": "home", "address": "3 Elm Road", "access": ["step_free"]}
    response = client.post(to("place_add", group), sent)
    assert response["Location"] == to("book", group)
    place = group.own_places.get()
    assert (place.name, place.kind, place.access, place.service) == (
        "Corinne's",
        "home",
        ["step_free"],
        group.service,
    )
    assert "Corinne&#39;s" in client.get(to("book", group)).content.decode()


def test_a_place_needs_a_name_and_a_kind(group, coordinator):
    text = signed_in(coordinator).post(to("place_add", group), {}).content.decode()
    assert "Enter the name of the place" in text
    assert "Select what kind of place it is" in text
    assert not group.own_places.exists()


# Moving


def test_a_move(group, coordinator):
    meeting = make_meeting(group)
    sent = typed(TUESDAY + timedelta(days=1), "3pm")
    response = signed_in(coordinator).post(to("meeting_move", meeting), sent)
    assert response["Location"] == to("meeting", meeting)
    moved = Meeting.objects.get()
    assert (moved.date, moved.time.hour, moved.version) == (date(2026, 9, 23), 15, 2)


def test_the_second_of_two_is_told_what_it_is_now_and_keeps_what_they_typed(
    group, coordinator, deputy
):
    meeting = make_meeting(group)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=1),
        time=TWO,
        place=None,
        by=deputy,
        now=LATER,
    )
    client, sent = signed_in(coordinator), typed(date(2026, 9, 29), "4pm", version=1)
    text = client.post(to("meeting_move", meeting), sent).content.decode()
    assert "Somebody else has just changed this meeting." in text
    assert "At the moment it is on Wednesday 23 September 2026, 2pm." in text
    assert 'value="29"' in text
    assert 'value="4pm"' in text
    assert 'name="version" value="2"' in text
    assert Meeting.objects.get().version == 2
    client.post(to("meeting_move", meeting), sent | {"version": 2})
    assert Meeting.objects.get().date == date(2026, 9, 29)


def test_a_meeting_that_is_off_does_not_move(group, coordinator):
    meeting = make_meeting(group)
    cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)
    sent = typed(date(2026, 9, 29), version=2)
    text = signed_in(coordinator).post(to("meeting_move", meeting), sent).content.decode()
    assert "This meeting was cancelled" in text


# Calling off


def test_calling_off(group, coordinator):
    meeting = make_meeting(group)
    client = signed_in(coordinator)
    assert 'name="version" value="1"' in client.get(to("meeting_cancel", meeting)).content.decode()
    response = client.post(to("meeting_cancel", meeting), {"version": 1})
    assert response["Location"] == to("group", group)
    assert Meeting.objects.get().state == MeetingState.CANCELLED


def test_who_calls_off_what_has_just_moved_is_asked_again(group, coordinator, deputy):
    meeting = make_meeting(group)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=1),
        time=TWO,
        place=None,
        by=deputy,
        now=LATER,
    )
    client = signed_in(coordinator)
    text = client.post(to("meeting_cancel", meeting), {"version": 1}).content.decode()
    assert "It is now on Wednesday 23 September 2026, 2pm." in text
    assert 'name="version" value="2"' in text
    assert Meeting.objects.get().state == MeetingState.BOOKED


@pytest.mark.parametrize("sent", [{}, {"version": "x"}])
def test_a_broken_form_calls_nothing_off(group, coordinator, sent):
    meeting = make_meeting(group)
    assert signed_in(coordinator).post(to("meeting_cancel", meeting), sent).status_code == 200
    assert Meeting.objects.get().state == MeetingState.BOOKED


def test_what_has_begun_is_not_called_off(group, coordinator):
    meeting = make_meeting(group)
    with at(meeting.starts_at):
        client = signed_in(coordinator)
        text = client.post(to("meeting_cancel", meeting), {"version": 1}).content.decode()
    assert "This meeting has already begun" in text


@pytest.mark.parametrize("members", [0, 6])
def test_a_meetings_page_asks_as_much_for_many_as_for_few(
    group, coordinator, service, members, django_assert_num_queries
):
    meeting = make_meeting(group, place=make_place(group))
    for index in range(members):
        person = make_person(f"Ann{index} A", mobile=new_mobile(), service=service)
        group.memberships.create(user=person, joined_at=NOW)
        answer(meeting, person, "coming")
    client = signed_in(coordinator)
    client.get(to("meeting", meeting))
    with django_assert_num_queries(6):
        client.get(to("meeting", meeting))
