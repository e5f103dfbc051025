"""Answering from the page, for oneself and for somebody who rang; and who to ring."""

from datetime import timedelta

import pytest
from django.urls import reverse

from followon.messaging.models import Message
from followon.people.services.consents import share
from followon.people.services.preferences import set_reach
from groups.models import Answer, AnswerValue
from groups.services.jobs import lay_down
from groups.services.meetings import cancel_meeting
from groups.services.members import rest
from tests.cast import NOW, make_person, signed_in
from tests.groups.make import TUESDAY, answer, at, make_meeting, member_of

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def meeting(group):
    with at(LATER):
        yield make_meeting(group, now=LATER)


def to(name, meeting, *more):
    return reverse(f"groups:{name}", args=[meeting.pk, *more])


@pytest.mark.parametrize("value", AnswerValue.values)
def test_one_tap(meeting, member, value):
    response = signed_in(member).post(to("answer", meeting), {"answer": value})
    assert response["Location"] == to("meeting", meeting)
    kept = Answer.objects.get()
    assert (kept.member.user, kept.value, kept.by, kept.given_by) == (
        member,
        value,
        "page",
        member,
    )


def test_it_is_a_post(meeting, member):
    assert signed_in(member).get(to("answer", meeting)).status_code == 405
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "ptv", "clinician"])
def test_only_members_answer(request, meeting, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(to("answer", meeting), {"answer": "coming"}).status_code == 404
    assert not Answer.objects.exists()


def test_nonsense_and_lateness_are_said(meeting, member):
    client = signed_in(member)
    text = client.post(to("answer", meeting), {"answer": "x"}, follow=True).content.decode()
    assert "Choose one of the four answers." in text
    cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)
    text = client.post(to("answer", meeting), {"answer": "coming"}, follow=True).content.decode()
    assert "This meeting was cancelled" in text
    assert not Answer.objects.exists()


def test_a_friendly_line_only_after_not_up_to_it(meeting, member):
    client = signed_in(member)
    assert client.post(to("answer_tell", meeting)).status_code == 404
    client.post(to("answer", meeting), {"answer": "not_up_to_it"})
    assert to("answer_tell", meeting) in client.get(to("meeting", meeting)).content.decode()
    client.post(to("answer_tell", meeting))
    assert Answer.objects.get().tell_the_group


def test_bringing_somebody(meeting, member):
    client = signed_in(member)
    assert client.get(to("answer_guests", meeting)).status_code == 404
    answer(meeting, member, "coming", now=LATER)
    text = client.post(to("answer_guests", meeting), {"guests": "6"}).content.decode()
    assert "Enter 5 or fewer" in text
    client.post(to("answer_guests", meeting), {"guests": "2"})
    assert Answer.objects.get().guests == 2


def test_the_coordinator_answers_for_who_rang(group, meeting, coordinator, member):
    stay = member_of(group, member)
    client = signed_in(coordinator)
    assert "Moira</strong>: no answer yet" in client.get(to("answers", meeting)).content.decode()
    url = to("answer_for", meeting, stay.pk)
    assert "What did Moira say?" in client.get(url).content.decode()
    assert "Select what they told you" in client.post(url, {}).content.decode()
    assert client.post(url, {"answer": "coming"})["Location"] == to("answers", meeting)
    kept = Answer.objects.get()
    assert (kept.member, kept.value, kept.by, kept.given_by) == (
        stay,
        "coming",
        "coordinator",
        coordinator,
    )


def test_nobody_answers_for_somebody_of_another_group(meeting, coordinator, outsider):
    url = to("answer_for", meeting, outsider.memberships.get().pk)
    assert signed_in(coordinator).post(url, {"answer": "coming"}).status_code == 404


def test_a_member_does_not_answer_for_another(group, meeting, member, deputy):
    url = to("answer_for", meeting, member_of(group, deputy).pk)
    assert signed_in(member).post(url, {"answer": "coming"}).status_code == 404


# Who to ring


def calls(user, meeting):
    return signed_in(user).get(to("call_list", meeting)).content.decode()


def test_nobody_to_ring_while_messages_are_on_their_way(meeting, coordinator):
    assert "Nobody." in calls(coordinator, meeting)


def test_who_asked_for_a_call_and_whom_no_message_reached(meeting, coordinator, deputy, member):
    set_reach(user=deputy, reach="call", by=deputy, now=NOW)
    share(user=deputy, thing="mobile", audience="coordinators", by=deputy, now=NOW)
    Message.objects.filter(recipient=member).update(state="skipped", reason="no contact")
    text = calls(coordinator, meeting)
    assert "Dev</strong>: asked for a call" in text
    assert 'href="tel:+447700900' in text
    assert "Moira</strong>: our messages did not arrive" in text
    assert "Shares no number with you" in text
    assert "moira@example.com" not in text


def test_a_number_that_is_not_shared_is_not_shown(meeting, coordinator, deputy):
    set_reach(user=deputy, reach="call", by=deputy, now=NOW)
    share(user=deputy, thing="mobile", audience="nobody", by=deputy, now=NOW)
    assert "tel:" not in calls(coordinator, meeting)


def test_who_has_nothing_is_rung_and_who_rests_is_not(group, meeting, coordinator, service):
    nell = make_person("Nell Nothing", service=service)
    stay = group.memberships.create(user=nell, joined_at=NOW)
    assert "Nell" in calls(coordinator, meeting)
    until = TUESDAY + timedelta(days=30)
    rest(member=stay, until=until, texts=False, by=None, now=NOW)
    assert "Nell" not in calls(coordinator, meeting)


@pytest.mark.parametrize("people", [1, 5])
def test_as_many_queries_for_many_calls(
    group, meeting, coordinator, service, people, django_assert_num_queries
):
    for index in range(people):
        nell = make_person(f"Nell{index} Nothing", service=service)
        group.memberships.create(user=nell, joined_at=NOW)
    client = signed_in(coordinator)
    client.get(to("call_list", meeting))
    with django_assert_num_queries(11):
        client.get(to("call_list", meeting))


def test_numbers_for_coordinators_alone_stay_so_where_a_group_has_none(
    group, meeting, coordinator, deputy, member
):
    share(user=coordinator, thing="mobile", audience="coordinators", by=coordinator, now=NOW)
    share(user=deputy, thing="mobile", audience="group", by=deputy, now=NOW)
    for user in (coordinator, deputy):
        set_reach(user=user, reach="call", by=user, now=NOW)
    for job in group.jobs.held():
        lay_down(job=job, by=None, now=NOW)
    text = calls(member, meeting)
    assert ("Corinne</strong>: asked for a call" in text, text.count("tel:+44")) == (True, 1)
