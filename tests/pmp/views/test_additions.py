import pytest
from django.urls import reverse

from followon.messaging.models import Message
from groups.models import Group, Membership
from tests.cast import signed_in
from tests.pmp.services.test_undoing import hand, nearby, new_group, people
from tests.pmp.views.pages import errors, words

__all__ = ["nearby", "people"]


@pytest.fixture
def page(programme, people):
    hand(programme, new_group(people[:2]))
    return reverse("pmp:handover_add", args=[programme.pk])


def test_who_was_not_placed_comes_into_a_group_later(clinician, people, nearby, page):
    team = signed_in(clinician)
    said = words(team.get(page))
    assert "Cat Cole Said yes Dot Dale Said yes" in said
    assert "Ann Ash" not in said
    sent = {"people": [str(people[2].pk)], "group": str(nearby.pk)}
    done = words(team.post(page, sent, follow=True))
    assert "They are in the group, and will be told" in done
    assert "1 person was added to this group: Cat Cole." in done
    assert Membership.objects.open().filter(group=nearby, user=people[2].user).exists()
    told = Message.objects.filter(kind="people_added").values_list(
        "recipient__full_name", flat=True
    )
    assert sorted(told) == ["Dan Deputy", "Rita Runner"]
    assert "Cat Cole" not in words(team.get(page))


def test_a_group_that_takes_nobody_is_not_offered(clinician, people, nearby, page):
    Group.objects.filter(pk=nearby.pk).update(welcomes_newcomers=False)
    team = signed_in(clinician)
    sent = {"people": [str(people[2].pk)], "group": str(nearby.pk)}
    assert len(errors(team.post(page, sent))) == 1
    assert not Membership.objects.filter(group=nearby, user=people[2].user).exists()
    assert errors(team.post(page, {})) == ["Select who to add", "Select a group"]


def test_before_the_hand_over_and_for_another_service_there_is_nothing(
    clinician, other_clinician, programme, page
):
    assert signed_in(other_clinician).post(page).status_code == 404
    programme.handovers.all().delete()
    assert signed_in(clinician).get(page).url == reverse("pmp:handover", args=[programme.pk])
