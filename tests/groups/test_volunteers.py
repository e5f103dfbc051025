"""A volunteer is beside a group for its first three meetings, and sees nothing of it afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.people.services.staff import end_post
from groups.models import Group, PtvLink
from groups.services.meetings import book_meeting, report_met, report_not_met
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


def hold(group, by, day, now, report=report_met):
    meeting = book_meeting(
        group=group, date=day, time=now.time().replace(hour=14), place=None, by=by, now=now
    )
    later = meeting.starts_at + timedelta(hours=3)
    count = {"headcount": 3} if report is report_met else {}
    report(meeting=meeting, by=by, now=later, **count)
    return later


@pytest.mark.parametrize(("held", "still_there"), [(2, True), (3, False)])
def test_the_link_ends_with_the_third_meeting(group, coordinator, ptv, now, held, still_there):
    for _ in range(held):
        now = hold(group, coordinator, now.date() + timedelta(days=14), now)
    assert PtvLink.objects.filter(group=group, ended_at=None).exists() is still_there
    assert Group.objects.visible_to(ptv).filter(pk=group.pk).exists() is still_there


def test_a_date_on_which_nobody_met_does_not_count(group, coordinator, ptv, now):
    for report in (report_met, report_not_met, report_met):
        now = hold(group, coordinator, now.date() + timedelta(days=14), now, report)
    assert PtvLink.objects.filter(group=group, ended_at=None).exists()


def test_who_steps_back_as_a_volunteer_sees_and_hears_nothing_more(
    group, coordinator, ptv, lead, now
):
    browser = signed_in(ptv)
    address = reverse("groups:group", args=[group.pk])
    assert browser.get(address).status_code == 200
    end_post(post=ptv.posts.get(), by=lead, now=now)
    assert browser.get(address).status_code == 404
    assert not Group.objects.visible_to(ptv).exists()
    book_meeting(
        group=group,
        date=now.date() + timedelta(days=14),
        time=now.time(),
        place=None,
        by=coordinator,
        now=now,
    )
    assert not ptv.messages.exclude(kind="volunteer_named").exists()


def test_meetings_from_before_a_volunteer_came_are_not_theirs(group, coordinator, ptv, now):
    for _ in range(3):
        now = hold(group, coordinator, now.date() + timedelta(days=14), now)
    later = PtvLink.objects.create(group=group, user=ptv, started_at=now)
    hold(group, coordinator, now.date() + timedelta(days=14), now)
    later.refresh_from_db()
    assert later.ended_at is None
