"""Jobs, breaks and leaving, as people do them on the page."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.models import Job, JobKind, JobState, LeavingReason, Meeting, Membership
from groups.services import jobs
from tests.cast import NOW, make_group, signed_in
from tests.groups.make import at, make_meeting, member_of

OUTSIDE = ["outsider", "ptv", "clinician"]


@pytest.fixture
def offer(group, member):
    return jobs.offer_job(
        group=group, member=member_of(group, member), kind=JobKind.WELCOMER, by=None, now=NOW
    )


def to(name, *keys):
    return reverse(f"groups:{name}", args=keys)


def test_an_offer_is_shown_and_accepted(group, offer, member):
    client = signed_in(member)
    assert "Would you be the welcomer?" in client.get(to("job", offer.pk)).content.decode()
    response = client.post(to("job_accept", offer.pk), follow=True)
    assert "Thank you. You are now the welcomer." in response.content.decode()
    assert Job.objects.get(pk=offer.pk).state == JobState.HELD


def test_an_offer_is_kindly_declined(offer, member):
    response = signed_in(member).post(to("job_decline", offer.pk), follow=True)
    assert "That is fine. Thank you for answering." in response.content.decode()
    assert Job.objects.get(pk=offer.pk).state == JobState.DECLINED


def test_an_offer_answered_twice_says_so(offer, member):
    client = signed_in(member)
    client.post(to("job_decline", offer.pk))
    text = client.post(to("job_accept", offer.pk), follow=True).content.decode()
    assert "Somebody has already answered this" in text


@pytest.mark.parametrize("who", ["coordinator", *OUTSIDE])
def test_an_offer_is_for_one_person(request, offer, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(to("job", offer.pk)).status_code == 404
    for act in ("job_accept", "job_decline", "job_lay_down"):
        assert client.post(to(act, offer.pk)).status_code == 404
    assert Job.objects.get(pk=offer.pk).state == JobState.OFFERED


def test_answers_to_an_offer_are_posts(offer, member):
    client = signed_in(member)
    assert client.get(to("job_accept", offer.pk)).status_code == 405
    assert client.get(to("job_decline", offer.pk)).status_code == 405


def test_i_need_a_break_from_a_job(group, coordinator):
    job = Job.objects.get(kind=JobKind.COORDINATOR)
    client = signed_in(coordinator)
    assert "You do not need a reason" in client.get(to("job_lay_down", job.pk)).content.decode()
    client.post(to("job_lay_down", job.pk))
    assert Job.objects.get(pk=job.pk).state == JobState.ENDED
    assert Job.objects.get(state=JobState.OFFERED).member.user.first_name == "Dev"
    assert client.get(to("job_lay_down", job.pk)).status_code == 404


def test_passing_a_job_on(group, coordinator, member):
    url = to("job_offer", group.pk, "coordinator")
    client = signed_in(coordinator)
    page = client.get(url).content.decode()
    assert "Moira" in page
    assert "Select who to ask" in client.post(url, {}).content.decode()
    response = client.post(url, {"member": member_of(group, member).pk}, follow=True)
    assert "Moira is being asked. They can say no." in response.content.decode()
    assert Job.objects.get(state=JobState.OFFERED).member.user == member


def test_taking_a_free_job_oneself(group, coordinator):
    own = member_of(group, coordinator)
    signed_in(coordinator).post(to("job_offer", group.pk, "place_finder"), {"member": own.pk})
    assert Job.objects.held().get(kind=JobKind.PLACE_FINDER).member == own


def test_nobody_of_another_group_is_asked(group, coordinator, outsider):
    stranger = outsider.memberships.get()
    url = to("job_offer", group.pk, "welcomer")
    text = signed_in(coordinator).post(url, {"member": stranger.pk}).content.decode()
    assert "Select who to ask from the list" in text
    assert not Job.objects.filter(member=stranger, kind="welcomer").exists()


@pytest.mark.parametrize("who", ["member", *OUTSIDE])
def test_giving_jobs_is_for_who_runs_the_group(request, group, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(to("job_offer", group.pk, "coordinator")).status_code == 404


def test_there_is_no_such_job(group, coordinator):
    assert signed_in(coordinator).get(to("job_offer", group.pk, "boss")).status_code == 404


def test_handing_tonight_over(group, coordinator, deputy):
    meeting = make_meeting(group)
    client = signed_in(coordinator)
    assert "Hand it to Dev" in client.get(to("unwell", meeting.pk)).content.decode()
    response = client.post(to("unwell", meeting.pk), follow=True)
    assert "Dev is being asked to run it." in response.content.decode()
    assert Meeting.objects.get().run_by.user == deputy


def test_handing_over_where_there_is_no_deputy(service, coordinator, now):
    group = make_group(service, coordinator=coordinator)
    meeting = make_meeting(group)
    client = signed_in(coordinator)
    assert "Your group has no deputy yet" in client.get(to("unwell", meeting.pk)).content.decode()
    response = client.post(to("unwell", meeting.pk), follow=True)
    assert "Nobody has the job of deputy." in response.content.decode()


def test_handing_over_is_for_who_has_it(group, member, coordinator):
    meeting = make_meeting(group)
    assert signed_in(member).post(to("unwell", meeting.pk)).status_code == 404
    with at(meeting.starts_at):
        assert signed_in(coordinator).post(to("unwell", meeting.pk)).status_code == 404
    assert Meeting.objects.get().run_by is None


def day(on):
    parts = {"until_day": on.day, "until_month": on.month, "until_year": on.year}
    return {"how_long": "date", **parts}


def test_a_break_and_back(group, member):
    client = signed_in(member)
    response = client.post(
        to("rest", group.pk), {**day(date(2026, 11, 1)), "texts": "on"}, follow=True
    )
    assert "Enjoy your break. You are still a member." in response.content.decode()
    stay = member_of(group, member)
    assert (stay.resting_until, stay.texts_while_resting) == (date(2026, 11, 1), True)
    assert client.get(to("come_back", group.pk)).status_code == 405
    client.post(to("come_back", group.pk))
    assert member_of(group, member).resting_until is None


def test_a_break_that_ends_today_is_none(group, member):
    text = signed_in(member).post(to("rest", group.pk), day(NOW.date())).content.decode()
    assert "The day you come back must be in the future" in text
    assert 'value="2026"' in text
    assert member_of(group, member).resting_until is None


@pytest.mark.parametrize(
    ("how_long", "until"),
    [
        ("1", date(2026, 10, 9)),
        ("2", date(2026, 11, 9)),
        ("3", date(2026, 12, 9)),
        ("not_known", date(2026, 12, 9)),
    ],
)
def test_a_break_of_so_many_months_whatever_half_a_day_was_typed(group, member, how_long, until):
    signed_in(member).post(to("rest", group.pk), {"how_long": how_long, "until_day": "40"})
    assert member_of(group, member).resting_until == until


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Select how long you would like a break"),
        ({"how_long": "date"}, "Enter the day you hope to be back"),
        ({"how_long": "date", "until_day": "5"}, "must include a month"),
    ],
)
def test_a_break_needs_an_answer(group, member, sent, error):
    text = signed_in(member).post(to("rest", group.pk), sent).content.decode()
    assert text.count(error) == 2
    assert member_of(group, member).resting_until is None


def test_changing_a_break_begins_with_its_day(group, member):
    client = signed_in(member)
    client.post(to("rest", group.pk), day(date(2026, 11, 1)))
    html = client.get(to("rest", group.pk)).content.decode()
    assert re.search(r'value="date"[^>]*checked', html)
    assert 'value="11"' in html


def test_messages_during_breaks_group_by_group(service, group, member):
    other = make_group(service, coordinator=member, name="Clifton group")
    client, ours = signed_in(member), member_of(group, member)
    client.post(to("break_messages"), {"members": [ours.pk]})
    assert [member_of(each, member).texts_while_resting for each in (group, other)] == [True, False]
    assert re.search(
        rf'value="{ours.pk}"[^>]*checked', client.get(to("break_messages")).content.decode()
    )
    client.post(to("break_messages"), {})
    assert member_of(group, member).texts_while_resting is False


def test_nobody_sets_anothers_breaks(group, member, coordinator):
    theirs = member_of(group, coordinator)
    response = signed_in(member).post(to("break_messages"), {"members": [theirs.pk]})
    assert response.status_code == 200
    assert member_of(group, coordinator).texts_while_resting is False


@pytest.mark.parametrize("reason", ["", LeavingReason.TRAVEL])
def test_leaving_in_one_action(group, member, reason):
    client = signed_in(member)
    assert "You do not have to say." in client.get(to("leave", group.pk)).content.decode()
    response = client.post(to("leave", group.pk), {"reason": reason}, follow=True)
    assert "You have left Bedminster group." in response.content.decode()
    stay = Membership.objects.get(user=member)
    assert (stay.left_at, stay.left_reason) == (NOW, reason)
    assert client.get(to("group", group.pk)).status_code == 404


def test_a_reason_is_seen_by_nobody(group, member, coordinator, ptv):
    signed_in(member).post(to("leave", group.pk), {"reason": LeavingReason.NOT_FOR_ME})
    for user in (coordinator, ptv):
        text = signed_in(user).get(to("group", group.pk)).content.decode()
        assert "Moira" not in text
        assert "not right for me" not in text


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_stay_is_ones_own(request, group, who):
    client = signed_in(request.getfixturevalue(who))
    for name in ("rest", "leave", "come_back"):
        assert client.post(to(name, group.pk), day(NOW.date() + timedelta(9))).status_code == 404
    assert Membership.objects.filter(group=group, left_at__isnull=True).count() == 3
