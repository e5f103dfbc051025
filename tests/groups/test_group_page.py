from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from followon.people.services.consents import share
from groups.models import AnswerValue, EndedHow
from groups.services.ending import end_group
from groups.services.jobs import accept_job, decline_job, offer_job
from groups.services.meetings import cancel_meeting, move_meeting, report_met, report_not_met
from groups.services.members import leave
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import TUESDAY, TWO, after, answer, at, make_meeting, make_place, member_of


def url(group):
    return reverse("groups:group", args=[group.pk])


def page(user, group, now=NOW):
    with at(now):
        response = signed_in(user).get(url(group))
    assert response.status_code == 200
    return response.content.decode()


def test_people_and_what_each_shares_with_whom(group, coordinator, deputy, member, ptv):
    share(user=member, thing="email", audience="coordinators", by=member, now=NOW)
    share(user=deputy, thing="email", audience="group", by=deputy, now=NOW)
    own, seen = page(member, group), page(coordinator, group)
    assert "dev@example.com" in own
    assert "dev@example.com" in seen
    assert "moira@example.com" in seen
    assert "moira@example.com" not in page(ptv, group)
    assert "07700" not in own


def test_a_consent_taken_back_empties_the_page_at_once(group, coordinator, member):
    share(user=member, thing="email", audience="group", by=member, now=NOW)
    assert "moira@example.com" in page(coordinator, group)
    share(user=member, thing="email", audience="nobody", by=member, now=NOW)
    assert "moira@example.com" not in page(coordinator, group)


def test_what_is_for_coordinators_is_not_for_members_or_the_volunteer(group, coordinator, ptv):
    ann = make_person("Ann Other", mobile=new_mobile(), email="ann@example.com")
    group.memberships.create(user=ann, joined_at=NOW)
    share(user=coordinator, thing="mobile", audience="coordinators", by=coordinator, now=NOW)
    for user in (ann, ptv):
        assert 'href="tel:' not in page(user, group)


def test_past_dates_are_kept_apart(group, member, deputy):
    days = [TUESDAY + timedelta(days=7 * week) for week in range(5)]
    met, not_met, silent, off, moved = (make_meeting(group, on=day) for day in days)
    cancel_meeting(meeting=off, version=1, by=None, now=NOW)
    moved = move_meeting(
        meeting=moved,
        version=1,
        date=days[4] + timedelta(days=1),
        time=TWO,
        place=None,
        by=None,
        now=NOW,
    )
    report_met(
        meeting=met,
        headcount=5,
        attended=[member_of(group, deputy)],
        by=None,
        now=after(met, hours=3),
    )
    report_not_met(meeting=not_met, by=None, now=after(not_met, hours=3))
    text = page(member, group, now=after(moved, days=1))
    listed = text[text.index("Past dates") :]
    said = ["Nobody has said", "Moved from 20 October 2026", "Called off"]
    places = [listed.index(words) for words in [*said, "Did not meet", "Met, 5 came"]]
    assert places == sorted(places)
    assert listed.count("Nobody has said") == 2
    assert reverse("groups:meeting_report", args=[silent.pk]) in listed
    assert reverse("groups:meeting_report", args=[off.pk]) not in listed


def test_the_volunteer_sees_how_many_and_may_change_nothing(group, ptv):
    meeting = make_meeting(group)
    report_met(meeting=meeting, headcount=5, by=None, now=after(meeting, hours=3))
    text = page(ptv, group, now=after(meeting, hours=4))
    assert "Met, 5 came" in text
    for words in ("Correct", "Leave the group", "Same again", "Jobs"):
        assert words not in text, words


def test_only_who_runs_the_group_sets_the_date(group, coordinator, deputy, member):
    link = reverse("groups:same_again", args=[group.pk])
    assert [link in page(user, group) for user in (coordinator, deputy, member)] == [
        True,
        True,
        False,
    ]


def test_without_coordinator_and_deputy_any_member_may(group, coordinator, deputy, member):
    for user in (coordinator, deputy):
        leave(member=member_of(group, user), reason="", by=user, now=NOW)
    assert reverse("groups:same_again", args=[group.pk]) in page(member, group)


def test_no_deputy_is_said(service, coordinator, now):
    group = make_group(service, coordinator=coordinator)
    assert "Nobody is deputy yet" in page(coordinator, group)


def test_the_outside_channel_is_for_members_and_nobody_else(group, member, ptv):
    group.outside_channel_url = "https://chat.example.com/abc"
    group.save(update_fields=["outside_channel_url"])
    assert "https://chat.example.com/abc" in page(member, group)
    assert "Nobody from the service reads this" in page(member, group)
    assert "chat.example.com" not in page(ptv, group)


def test_an_ended_group_can_still_be_read(group, member, coordinator):
    end_group(group=group, how=EndedHow.ENDED_WELL, on=NOW.date(), by=None, now=NOW)
    assert "This group has ended" in page(member, group)
    assert "Same again" not in page(coordinator, group)


@pytest.mark.parametrize("who", ["outsider", "clinician", "lead", "other_clinician"])
def test_for_others_it_does_not_exist(request, group, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(url(group)).status_code == 404


def test_who_left_and_a_group_that_is_not_there(group, member):
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    assert signed_in(member).get(url(group)).status_code == 404
    missing = reverse("groups:group", args=[uuid4()])
    assert signed_in(member).get(missing).status_code == 404


def test_it_needs_a_sign_in_and_only_shows(client, group, member):
    assert client.get(url(group)).status_code == 302
    assert signed_in(member).post(url(group)).status_code == 405


@pytest.mark.parametrize(("people", "meetings"), [(1, 1), (9, 20)])
def test_as_many_queries_for_a_large_group_as_for_a_small_one(
    service, member, people, meetings, now, django_assert_num_queries
):
    others = [
        make_person(f"Ann{index} A", mobile=new_mobile(), service=service)
        for index in range(people)
    ]
    for person in others:
        share(user=person, thing="mobile", audience="group", by=person, now=NOW)
    group = make_group(service, coordinator=others[0], others=(*others[1:], member))
    for index in range(meetings):
        meeting = make_meeting(group, on=TUESDAY + timedelta(days=index), place=make_place(group))
        answer(meeting, member, AnswerValue.COMING)
        report_met(meeting=meeting, headcount=4, by=None, now=after(meeting, hours=3))
    make_meeting(group, on=TUESDAY + timedelta(days=80))
    with at(after(meeting, days=1)):
        client = signed_in(member)
        client.get(url(group))
        with django_assert_num_queries(13):
            client.get(url(group))


def test_who_runs_the_group_sees_who_was_asked_and_who_cannot(group, coordinator, member, deputy):
    own = member_of(group, member)
    job = offer_job(group=group, member=own, kind="welcomer", by=coordinator, now=NOW)
    asked = "Moira was asked to be the welcomer. There is no answer yet."
    assert asked in page(coordinator, group)
    assert "was asked" not in page(member, group)
    decline_job(job=job, by=member, now=NOW)
    declined = "Moira cannot be the welcomer just now. That is fine."
    text = page(deputy, group)
    assert declined in text
    assert asked not in text
    assert "cannot be" not in page(member, group)
    again = offer_job(
        group=group, member=member_of(group, deputy), kind="welcomer", by=coordinator, now=NOW
    )
    assert declined not in page(coordinator, group)
    accept_job(job=again, by=deputy, now=NOW)
    text = page(coordinator, group)
    assert declined not in text
    assert "no answer yet" not in text


def test_a_new_coordinator_is_told_how_little_there_is_to_do(group, coordinator, member):
    first_steps = "There is not much to do:"
    assert first_steps not in page(coordinator, group)
    meeting = make_meeting(group)
    assert first_steps in page(coordinator, group)
    assert first_steps not in page(member, group)
    assert first_steps not in page(coordinator, group, after(meeting, days=1))
