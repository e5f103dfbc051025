"""The front door."""

import pytest
from django.test import Client

from groups.services.members import leave
from tests.cast import make_person, signed_in


def test_signed_out(db):
    html = Client().get("/").content.decode()
    assert 'href="/sign-in/"' in html
    assert "If you need help now" in html


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("clinician", "/dashboard/"),
        ("lead", "/dashboard/"),
        ("coordinator", "/home/"),
        ("member", "/home/"),
        ("ptv", "/my-programmes/"),
    ],
)
def test_where_people_start(request, group, name, start):
    response = signed_in(request.getfixturevalue(name)).get("/")
    assert (response.status_code, response.url) == (302, start)


def test_somebody_in_no_group(db, now):
    response = signed_in(make_person("Una Unattached")).get("/")
    assert "You are not in a group at the moment" in response.content.decode()


def test_whoever_left_a_group_still_hears_how_to_come_back(group, member, now):
    leave(member=group.memberships.get(user=member), reason="", by=member, now=now)
    assert signed_in(member).get("/").url == "/home/"


def test_only_for_reading(db):
    assert Client().post("/").status_code == 405
