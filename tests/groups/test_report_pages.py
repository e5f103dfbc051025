"""Saying how it went: signed in or by the link, once or corrected."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.people.services.links import mint
from groups.models import Attendance, Meeting, MeetingState
from groups.services.meetings import cancel_meeting, report_met
from tests.cast import NOW, signed_in
from tests.groups.make import TUESDAY, after, at, make_meeting, member_of


@pytest.fixture
def meeting(group):
    return make_meeting(group)


@pytest.fixture
def later(meeting):
    with at(after(meeting, hours=3)) as moment:
        yield moment


def url(meeting):
    return reverse("groups:meeting_report", args=[meeting.pk])


def link(user, meeting):
    minted = mint(
        user=user,
        purpose="report",
        subject=f"meeting:{meeting.pk}",
        lasts=timedelta(days=14),
        now=meeting.starts_at,
    )
    return f"/r/{minted.token}"


def state():
    meeting = Meeting.objects.get(date=TUESDAY)
    return meeting.state, meeting.headcount


def test_we_met_with_names_if_one_likes(group, meeting, coordinator, member, later):
    names = [member_of(group, coordinator).pk, member_of(group, member).pk]
    response = signed_in(coordinator).post(
        url(meeting), {"outcome": "met", "headcount": "5", "names": names}
    )
    assert response["Location"] == reverse("groups:same_again", args=[group.pk])
    assert state() == (MeetingState.MET, 5)
    assert Attendance.objects.count() == 2


def test_where_a_date_is_booked_it_goes_back_to_the_group(group, meeting, coordinator, later):
    make_meeting(group, on=TUESDAY + timedelta(days=28))
    response = signed_in(coordinator).post(url(meeting), {"outcome": "not_met"})
    assert response["Location"] == reverse("groups:group", args=[group.pk])
    assert state() == (MeetingState.NOT_MET, None)


def test_any_member_may_say_but_setting_dates_is_for_who_runs_it(group, meeting, member, later):
    response = signed_in(member).post(url(meeting), {"outcome": "met", "headcount": "3"})
    assert response["Location"] == reverse("groups:group", args=[group.pk])
    assert state() == (MeetingState.MET, 3)


def test_it_moved(meeting, coordinator, member, later):
    response = signed_in(coordinator).post(url(meeting), {"outcome": "moved"})
    assert response["Location"] == reverse("groups:meeting_move", args=[meeting.pk])
    text = signed_in(member).post(url(meeting), {"outcome": "moved"}).content.decode()
    assert "Ask your coordinator or deputy to set the new date" in text
    assert state() == (MeetingState.BOOKED, None)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select what happened"),
        ({"outcome": "met"}, "Enter how many came, as a number like 5"),
        ({"outcome": "met", "headcount": "five"}, "Enter how many came as a number, like 5"),
        ({"outcome": "met", "headcount": "0"}, "or select that you did not meet"),
        ({"outcome": "met", "headcount": "61"}, "Enter 60 or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_kept(meeting, coordinator, later, sent, error):
    text = signed_in(coordinator).post(url(meeting), sent).content.decode()
    assert "Error: " in text
    assert error in text
    if "headcount" in sent:
        assert f'value="{sent["headcount"]}"' in text
    assert state() == (MeetingState.BOOKED, None)


def test_more_names_than_people(group, meeting, coordinator, later):
    names = [each.pk for each in group.memberships.all()]
    text = (
        signed_in(coordinator)
        .post(url(meeting), {"outcome": "met", "headcount": "2", "names": names})
        .content.decode()
    )
    assert "You named 3 people. Enter at least that many" in text


def test_a_correction_starts_from_what_was_said(group, meeting, coordinator, deputy, later):
    report_met(
        meeting=meeting,
        headcount=7,
        attended=[member_of(group, deputy)],
        by=None,
        now=after(meeting, hours=2),
    )
    text = signed_in(coordinator).get(url(meeting)).content.decode()
    assert 'value="7"' in text
    assert text.count(" checked") == 2


def test_nothing_to_say_before_or_when_it_was_off(meeting, coordinator):
    with at(NOW):
        assert signed_in(coordinator).get(url(meeting)).status_code == 404
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    with at(after(meeting, hours=3)):
        assert signed_in(coordinator).get(url(meeting)).status_code == 404


@pytest.mark.parametrize("who", ["outsider", "ptv", "clinician"])
def test_only_members_say(request, group, meeting, later, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(url(meeting)).status_code == 404
    assert client.post(url(meeting), {"outcome": "not_met"}).status_code == 404
    assert state() == (MeetingState.BOOKED, None)


def test_by_the_link_without_sign_in(client, meeting, coordinator, later):
    address = link(coordinator, meeting)
    for method in (client.get, client.head):
        assert method(address).status_code == 200
    assert state() == (MeetingState.BOOKED, None)
    response = client.post(address, {"outcome": "met", "headcount": "5"}, follow=True)
    assert "Thank you, noted: 5 came." in response.content.decode()
    assert reverse("groups:same_again", args=[meeting.group_id]) in response.content.decode()
    assert state() == (MeetingState.MET, 5)
    client.post(address, {"outcome": "not_met"})
    assert state() == (MeetingState.NOT_MET, None)


def test_the_link_names_nobody(client, meeting, coordinator, later):
    text = client.get(link(coordinator, meeting)).content.decode()
    for secret in ("Corinne", "Moira", "Dev", "07700"):
        assert secret not in text, secret


@pytest.mark.parametrize("broken", ["unknown", "expired", "off", "other"])
def test_a_link_that_is_no_good(client, group, meeting, coordinator, broken):
    address, now = link(coordinator, meeting), after(meeting, hours=3)
    if broken == "unknown":
        address = "/r/" + "A" * 22
    if broken == "expired":
        now = after(meeting, days=15)
    if broken == "off":
        cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    if broken == "other":
        group.memberships.filter(user=coordinator).update(left_at=NOW)
    with at(now):
        assert client.get(address).status_code == 410
        assert client.post(address, {"outcome": "not_met"}).status_code == 410
    assert Meeting.objects.get().reported_at is None
