"""What people need, for the staff of their service: to check again, to change, to meet by hand."""

from datetime import timedelta

import pytest

from followon.audit.models import AuditEvent
from followon.people.models import NeedKind
from followon.people.services.needs import set_needs
from groups.services.members import leave
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import member_of

from .pages import errors, words

LIST = "/messages/needs/"
BY_HAND = "/messages/needs/by-hand/"
LONG_AGO = NOW - timedelta(days=366)


def needing(user, *codes, at=LONG_AGO):
    set_needs(user=user, codes=codes, kinds=NeedKind.values, by=user, now=at)


def page(user, url=LIST):
    return words(signed_in(user).get(url))


def test_nobody(clinician, group, member):
    needing(member, "quiet", at=NOW - timedelta(days=300))
    assert "None. Everybody’s needs were checked within a year." in page(clinician)
    assert "Nobody." in page(clinician, BY_HAND)
    assert "Needs to check again" not in page(clinician, "/messages/")


def test_who_what_and_since_when_and_the_way_there(clinician, group, member):
    needing(member, "step_free", "no_calls")
    shown = page(clinician)
    assert "Moira, Bedminster group, number 1" in shown
    assert "Last checked on Monday 8 September 2025." in shown
    assert "Step-free way in; Please do not call me." in shown
    assert "Needs to check again (1)" in page(clinician, "/messages/")
    assert "1 person’s needs are to be checked again" in page(clinician, "/dashboard/")


def test_still_right_takes_them_off_the_list_with_a_trace(clinician, group, member):
    needing(member, "step_free", "no_calls")
    said = words(signed_in(clinician).post(f"{LIST}{member.pk}/still-right/", follow=True))
    assert "Saved. Moira is asked again in a year." in said
    assert "None." in said
    event = AuditEvent.objects.get(verb="needs.confirmed")
    assert (event.actor, event.subject) == (str(clinician.pk), str(member.pk))
    assert (event.service, event.facts) == (str(group.service_id), {"count": 2})


def test_changed_by_who_asked_them(clinician, group, member):
    needing(member, "step_free")
    url = f"{LIST}{member.pk}/"
    assert "What does Moira need of a place?" in page(clinician, url)
    client = signed_in(clinician)
    assert errors(client.post(url, {"access": "butler"})) == [
        "Select what you need of a place from the list"
    ]
    said = words(client.post(url, {"access": "bus", "communication": "easy_read"}, follow=True))
    assert "None." in said
    assert sorted(member.needs.values_list("code", flat=True)) == ["bus", "easy_read"]
    event = AuditEvent.objects.get(verb="needs.set", actor=str(clinician.pk))
    assert event.service == str(group.service_id)


@pytest.mark.parametrize("code", ["interpreter", "large_print", "easy_read"])
def test_what_our_messages_do_not_meet_is_somebody_s_task(clinician, group, member, deputy, code):
    needing(member, code, at=NOW)
    needing(deputy, "no_texts", "hearing", "step_free", at=NOW)
    shown = page(clinician, BY_HAND)
    assert "Moira" in shown
    assert deputy.first_name not in shown
    assert "Who needs more than a text or an email (1)" in page(clinician, "/messages/")


def test_who_has_left_is_no_longer_asked_about(clinician, group, member, participant, now):
    needing(member, "easy_read")
    needing(participant.user, "easy_read")
    for url in (LIST, BY_HAND):
        assert "number 2" in page(clinician, url)
    leave(member=member_of(group, member), reason="", by=member, now=now)
    withdraw_participant(participant=participant, by=clinician, now=now)
    assert "None." in page(clinician)
    assert "Nobody." in page(clinician, BY_HAND)
    assert signed_in(clinician).get(f"{LIST}{member.pk}/").status_code == 404


def test_another_service_sees_and_changes_nothing(other_clinician, group, member):
    needing(member, "easy_read")
    assert "None." in page(other_clinician)
    assert "Nobody." in page(other_clinician, BY_HAND)
    client = signed_in(other_clinician)
    for url in (f"{LIST}{member.pk}/", f"{LIST}{member.pk}/still-right/"):
        assert client.post(url, {"access": "bus"}).status_code == 404
    assert [need.recorded_at for need in member.needs.all()] == [LONG_AGO]


@pytest.mark.parametrize("others", [1, 30])
def test_as_many_queries_for_thirty_as_for_one(
    clinician, service, coordinator, others, django_assert_num_queries
):
    people = tuple(
        make_person(f"P{number} X", mobile=new_mobile(), service=service)
        for number in range(others)
    )
    make_group(service, coordinator=coordinator, others=people)
    for person in people:
        needing(person, "easy_read", "bus")
    client = signed_in(clinician)
    client.get(LIST)
    for url in (LIST, BY_HAND):
        with django_assert_num_queries(8):
            shown = words(client.get(url))
    assert ("Page 2 of 2" in shown) == (others > 25)
