import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from groups.errors import GroupClosed
from groups.services.ending import end_group
from groups.services.groups import welcome_newcomers
from tests.cast import NOW, signed_in


def change(group, name, user):
    return signed_in(user).post(reverse(f"groups:{name}", args=[group.pk]))


def test_who_runs_the_group_says_whether_it_takes_new_people(group, coordinator):
    page = reverse("groups:group", args=[group.pk])
    assert "Welcome new people" in signed_in(coordinator).get(page).content.decode()
    assert change(group, "welcome_on", coordinator).url == page
    group.refresh_from_db()
    assert group.welcomes_newcomers
    assert "No new people for now" in signed_in(coordinator).get(page).content.decode()
    change(group, "welcome_off", coordinator)
    group.refresh_from_db()
    assert not group.welcomes_newcomers


def test_nobody_else_does(group, member, ptv, outsider, clinician):
    for user in (member, ptv, outsider, clinician):
        assert change(group, "welcome_on", user).status_code == 404
    group.refresh_from_db()
    assert not group.welcomes_newcomers


def test_saying_it_twice_is_one_change(group, coordinator):
    assert welcome_newcomers(group=group, welcomes=True, by=coordinator, now=NOW)
    assert not welcome_newcomers(group=group, welcomes=True, by=coordinator, now=NOW)
    assert AuditEvent.objects.filter(verb="group.welcomes_newcomers").count() == 1


def test_a_group_that_has_ended_takes_nobody(group, coordinator):
    ended = end_group(group=group, how="ended_well", on=NOW.date(), by=coordinator, now=NOW)
    with pytest.raises(GroupClosed):
        welcome_newcomers(group=ended, welcomes=True, by=coordinator, now=NOW)
