from datetime import timedelta

import pytest
from django.urls import reverse

from groups.models import AnswerValue, JobKind
from groups.services import jobs
from groups.services.members import leave, rest
from groups.services.pauses import start_pause
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import TUESDAY, after, answer, at, make_meeting, make_place, member_of

HOME = reverse("groups:home")


def page(user, now=NOW):
    with at(now):
        response = signed_in(user).get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def test_the_next_meeting_comes_first(group, member, coordinator):
    meeting = make_meeting(group, place=make_place(group, how_to_get_there="Bus 24 stops outside."))
    answer(meeting, coordinator, AnswerValue.COMING)
    text = page(member)
    for words in (
        "Your next meeting",
        "Tuesday 22 September 2026, 2pm",
        "The Bakery",
        "1 North Street",
        "Bus 24 stops outside.",
        "Coming: Corinne",
        "Come for as long as suits you.",
        "Not up to it today – keep me in",
    ):
        assert words in text, words
    assert text.count(reverse("groups:answer", args=[meeting.pk])) == 4


def test_ones_own_answer_is_marked(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.NOT_SURE)
    assert page(member).count("fo-answer--given") == 1


def test_the_sooner_of_two_groups_stands_first(group, member, service, coordinator):
    other = make_group(service, coordinator=coordinator, others=(member,), name="Clifton group")
    make_meeting(group, on=TUESDAY)
    make_meeting(other, on=TUESDAY - timedelta(days=1))
    text = page(member)
    assert text.index("Clifton group") < text.index("Bedminster group")


def test_nothing_booked(group, member, coordinator):
    assert "Set the next date" not in page(member)
    assert "You will hear when there is one" in page(member)
    assert reverse("groups:same_again", args=[group.pk]) in page(coordinator)


def test_a_passed_date_asks_the_coordinator_how_it_went(group, member, coordinator):
    meeting = make_meeting(group)
    link = reverse("groups:meeting_report", args=[meeting.pk])
    assert link in page(coordinator, now=after(meeting, hours=3))
    assert link not in page(member, now=after(meeting, hours=3))
    assert link not in page(coordinator, now=after(meeting, days=15))


def test_a_break(group, member):
    make_meeting(group)
    until = TUESDAY + timedelta(days=30)
    rest(member=member_of(group, member), until=until, texts=False, by=member, now=NOW)
    text = page(member)
    assert "You are taking a break until Thursday 22 October 2026" in text
    assert "I am back" in text


def test_a_group_that_rests(group, member):
    start_pause(group=group, until=TUESDAY, by=None, now=NOW)
    assert "The group is resting until Tuesday 22 September 2026" in page(member)


def test_an_offered_job_asks_for_an_answer(group, member, deputy):
    job = jobs.offer_job(
        group=group, member=member_of(group, member), kind=JobKind.WELCOMER, by=None, now=NOW
    )
    link = reverse("groups:job", args=[job.pk])
    assert link in page(member)
    assert link not in page(deputy)


def test_in_no_group_yet(service, now):
    text = page(make_person("Nell New", mobile=new_mobile(), service=service))
    assert "What happens next" in text


def test_who_left_sees_nothing_of_the_group_any_more(group, member):
    make_meeting(group, place=make_place(group))
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    text = page(member)
    assert "You left Bedminster group" in text
    assert "The Bakery" not in text


def test_the_volunteer_sees_totals_and_no_names(group, ptv, coordinator):
    meeting = make_meeting(group)
    answer(meeting, coordinator, AnswerValue.COMING)
    text = page(ptv)
    assert "1 person is coming." in text
    assert "Corinne" not in text
    assert reverse("groups:answer", args=[meeting.pk]) not in text


def test_another_groups_meeting_is_not_there(group, outsider):
    make_meeting(group, place=make_place(group))
    assert "The Bakery" not in page(outsider)


def test_home_needs_a_sign_in_and_only_shows(client, group, member):
    assert client.get(HOME).status_code == 302
    assert signed_in(member).post(HOME).status_code == 405


@pytest.mark.parametrize(("groups", "others"), [(1, 0), (3, 4)])
def test_as_many_queries_for_three_groups_as_for_one(
    service, member, groups, others, now, django_assert_num_queries
):
    for number in range(groups):
        people = [
            make_person(f"Ann{index} A", mobile=new_mobile(), service=service)
            for index in range(others + 1)
        ]
        group = make_group(
            service,
            coordinator=people[0],
            others=(*people[1:], member),
            name=f"Group {number}",
        )
        meeting = make_meeting(group, place=make_place(group))
        for person in people:
            answer(meeting, person, AnswerValue.COMING)
    client = signed_in(member)
    client.get(HOME)
    with django_assert_num_queries(10):
        client.get(HOME)
