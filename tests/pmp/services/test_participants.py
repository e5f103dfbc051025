import pytest

from followon.people.models import PersonalLink, User
from pmp.asking import QUESTIONS
from pmp.models import Participant
from pmp.services.invitations import make_slips, mint_questions
from pmp.services.participants import withdraw_participant
from tests.cast import NOW, make_programme
from tests.pmp.make import join


def test_the_same_person_is_added_once(programme):
    first = join(programme, "Ann Ash", mobile="07700 900001")
    again = join(programme, " ann  ASH", mobile="+44 7700 900001", email="ann@example.com")
    assert again == first
    assert User.objects.filter(full_name="Ann Ash").count() == 1


def test_namesakes_and_couples_are_different_people(programme):
    join(programme, "Ann Ash", mobile="07700 900001")
    join(programme, "Ann Ash", mobile="07700 900002")
    join(programme, "Al Ash", mobile="07700 900001")
    assert programme.participants.count() == 3


def test_somebody_who_comes_back_to_the_service_is_the_same_person(service, clinician, programme):
    first = join(programme, "Ann Ash", mobile="07700 900001")
    second = join(make_programme(service, by=clinician), "Ann Ash", mobile="07700 900001")
    assert second.user == first.user
    assert second != first


def test_another_service_knows_nobody_of_ours(programme, other_service, other_clinician):
    first = join(programme, "Ann Ash", mobile="07700 900001")
    theirs = make_programme(other_service, by=other_clinician)
    assert join(theirs, "Ann Ash", mobile="07700 900001").user != first.user


def test_people_without_any_contact_are_told_apart_by_name_within_the_programme(
    service, clinician, programme
):
    first = join(programme, "Hal Hill", mobile="")
    assert join(programme, "Hal Hill", mobile="") == first
    assert join(make_programme(service, by=clinician), "Hal Hill", mobile="").user != first.user


def test_a_contact_that_cannot_be_read_adds_nobody(programme):
    before = User.objects.count()
    with pytest.raises(ValueError, match="mobile number"):
        join(programme, "Ann Ash", mobile="0770")
    assert (Participant.objects.count(), User.objects.count()) == (0, before)


def test_leaving_closes_every_link(programme, clinician):
    ann, bob = join(programme, "Ann Ash"), join(programme, "Bob Birch")
    mint_questions(ann, NOW)
    mint_questions(bob, NOW)
    make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    withdraw_participant(participant=ann, by=clinician, now=NOW)
    live = PersonalLink.objects.live(NOW).filter(purpose=QUESTIONS)
    assert [link.user for link in live] == [bob.user]
    assert list(programme.participants.taking_part()) == [bob]


def test_who_had_left_is_back_when_they_are_added_again(programme, clinician):
    ann = join(programme, "Ann Ash", mobile="07700 900001")
    withdraw_participant(participant=ann, by=clinician, now=NOW)
    assert join(programme, "Ann Ash", mobile="07700 900001") == ann
    assert list(programme.participants.taking_part()) == [ann]
