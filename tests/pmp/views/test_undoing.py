from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from groups.models import Group, Membership
from groups.services.meetings import move_meeting
from pmp.models import Handover
from tests.cast import NOW, signed_in
from tests.pmp.services.test_undoing import hand, new_group
from tests.pmp.services.test_undoing import people as people
from tests.pmp.views.pages import words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


def page_of(programme, name="handover_undo"):
    return reverse(f"pmp:{name}", args=[programme.pk])


def test_it_is_asked_first_and_a_post_does_it(team, programme, people):
    hand(programme, new_group(people))
    for page in (page_of(programme, "handover_done"), page_of(programme, "programme")):
        assert page_of(programme) in team.get(page).content.decode()
    said = words(team.get(page_of(programme)))
    assert "Bedminster group counts as never formed." in said
    assert not Handover.objects.get().undone_at
    done = team.post(page_of(programme))
    assert done.url == page_of(programme, "handover_undone")
    said = words(team.get(done.url))
    assert "If you told these people yourself, tell them again: Bob Birch" in said
    assert "had not heard of it yet, and hear nothing: Ann Ash, Cat Cole and Dot Dale" in said


def test_the_team_sees_contacts_again_and_can_hand_over_again(team, programme, people):
    mobile = people[0].user.contacts.get().value
    hand(programme, new_group(people))
    assert mobile[-6:] not in team.get(page_of(programme, "programme")).content.decode()
    team.post(page_of(programme))
    page = team.get(page_of(programme, "programme")).content.decode().replace(" ", "")
    assert mobile[-6:] in page
    assert page_of(programme, "handover") in page


def test_after_a_day_the_page_says_what_to_do_instead(team, programme, people):
    hand(programme, new_group(people))
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        for page in (page_of(programme, "handover_done"), page_of(programme, "programme")):
            assert page_of(programme) not in team.get(page).content.decode()
        answer = team.get(page_of(programme))
        said = words(answer)
        assert "It could be taken back for 24 hours." in said
        assert "What you can do instead" in said
        assert "<form" not in answer.content.decode().partition("<main")[2]
        team.post(page_of(programme))
    assert Group.objects.formed().count() == 1


def test_a_group_that_has_acted_is_named(team, programme, people):
    group = hand(programme, new_group(people))
    meeting = group.meetings.get()
    move_meeting(
        meeting=meeting,
        version=1,
        date=meeting.date + timedelta(days=1),
        time=meeting.time,
        place=None,
        by=people[0].user,
        now=NOW,
    )
    said = words(team.get(page_of(programme)))
    assert "Bedminster group has already met, changed its date or taken somebody in." in said
    assert "has already met" in words(team.post(page_of(programme)))
    assert Membership.objects.open().count() == 4


def test_pressed_twice_it_happens_once_and_says_so(team, programme, people):
    hand(programme, new_group(people))
    team.post(page_of(programme))
    again = team.post(page_of(programme), follow=True)
    assert "The hand-over was already taken back" in words(again)
    assert Handover.objects.filter(undone_at__isnull=False).count() == 1


def test_nothing_was_taken_back_yet(team, programme, people):
    assert team.get(page_of(programme)).url == page_of(programme, "programme")
    assert team.get(page_of(programme, "handover_undone")).url == page_of(programme, "programme")


@pytest.mark.parametrize("name", ["handover_undo", "handover_undone"])
def test_another_service_finds_nothing(other_clinician, programme, people, name):
    hand(programme, new_group(people))
    assert signed_in(other_clinician).get(page_of(programme, name)).status_code == 404
    assert signed_in(other_clinician).post(page_of(programme)).status_code == 404
    assert Handover.objects.filter(undone_at__isnull=True).count() == 1


@pytest.mark.parametrize("number", [4, 30])
def test_the_pages_ask_the_same_of_the_database_however_many_there_are(
    team, programme, number, django_assert_num_queries
):
    from tests.pmp.make import crowd

    everyone = crowd(programme, ["yes"] * number)
    hand(programme, new_group(everyone))
    with django_assert_num_queries(18):
        team.get(page_of(programme))
    team.post(page_of(programme))
    with django_assert_num_queries(11):
        team.get(page_of(programme, "handover_undone"))
