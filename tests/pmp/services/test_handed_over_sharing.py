"""What is shared after a hand-over is what each chose, and staff see no way to reach anybody."""

import itertools
import re

import pytest
from django.urls import NoReverseMatch, reverse

from followon.people.services.consents import share
from groups.models import Meeting
from tests.cast import NOW, signed_in
from tests.house.world import url_names
from tests.pmp.make import join
from tests.pmp.services.test_handover import hand

AUDIENCES = ("nobody", "coordinators", "group")


def digits(text):
    return re.sub(r"[\s\u00a0-]", "", text)


@pytest.fixture
def people(programme):
    return [
        join(programme, name, mobile=f"07700 90020{n}", email=f"p{n}@example.com", wish="yes")
        for n, name in enumerate(("Ann Ash", "Bob Birch", "Cat Cole"))
    ]


@pytest.mark.parametrize(("mobile", "email"), [*itertools.product(AUDIENCES, repeat=2)])
def test_each_detail_goes_to_whom_it_was_shared_with_and_to_nobody_else(
    programme, people, clinician, ptv, mobile, email
):
    coordinator, _deputy, member = (one.user for one in people)
    sharer = people[1].user
    share(user=sharer, thing="mobile", audience=mobile, by=sharer, now=NOW)
    share(user=sharer, thing="email", audience=email, by=sharer, now=NOW)
    group = hand(programme, people, clinician, ptv=ptv, deputy=None)
    address = reverse("groups:group", args=[group.pk])
    readers = {coordinator: {"coordinators", "group"}, member: {"group"}, ptv: {"group"}}
    for reader, audiences in readers.items():
        text = digits(signed_in(reader).get(address).content.decode())
        assert ("07700900201" in text) == (mobile in audiences), reader
        assert ("p1@example.com" in text) == (email in audiences), reader


def test_staff_see_no_way_to_reach_who_was_handed_over(programme, people, clinician, lead):
    before = signed_in(clinician).get(reverse("pmp:participant", args=[people[1].pk]))
    assert "07700900201" in digits(before.content.decode())
    group = hand(programme, people, clinician)
    known = {
        "programme_id": programme.pk,
        "participant_id": people[1].pk,
        "group_id": group.pk,
        "service_id": programme.service.pk,
    }
    looked_at = 0
    for reader in (clinician, lead):
        client = signed_in(reader)
        for name, parts in url_names():
            if not name.startswith("pmp:") or not set(parts) <= set(known):
                continue
            try:
                address = reverse(name, kwargs={part: known[part] for part in parts})
            except NoReverseMatch:
                continue
            response = client.get(address)
            if response.status_code != 200 or response.streaming:
                continue
            looked_at += 1
            text = digits(response.content.decode())
            assert "07700900201" not in text, name
            assert "p1@example.com" not in text, name
    assert looked_at > 40
    assert Meeting.objects.get().group == group
