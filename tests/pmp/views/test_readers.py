"""The lead names who reads concerns."""

import pytest

from groups.models import Reader
from tests.cast import signed_in
from tests.groups.concerns import name_reader

OUTSIDE = ["member", "ptv", "clinician", "other_clinician"]


def names(service):
    named = Reader.objects.named().filter(service=service).select_related("user")
    return [reader.user.first_name for reader in named]


def test_the_lead_names_moves_and_removes(service, lead, clinician):
    client = signed_in(lead)
    assert (
        "Nobody is named, so members cannot leave a note."
        in client.get("/readers/").content.decode()
    )
    add = f"/readers/{service.pk}/add/"
    for user in (clinician, lead):
        assert client.post(add, {"user": str(user.pk)}).status_code == 302
    assert names(service) == ["Carys", "Leah"]
    second = Reader.objects.get(user=lead)
    client.post(f"/readers/{second.pk}/up/")
    assert names(service) == ["Leah", "Carys"]
    client.post(f"/readers/{second.pk}/remove/")
    assert names(service) == ["Carys"]


def test_nobody_chosen_and_nobody_of_the_staff_is_said(service, lead, member):
    client, add = signed_in(lead), f"/readers/{service.pk}/add/"
    assert client.post(add).content.decode().count("Select who reads concerns") == 2
    refused = client.post(add, {"user": str(member.pk)}).content.decode()
    assert "Select somebody of this service" in refused
    assert names(service) == []


@pytest.mark.parametrize("who", OUTSIDE)
def test_it_is_the_lead_s_page(request, service, lead, who):
    reader = name_reader(service, lead)
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/readers/").status_code == 404
    for url in (f"{service.pk}/add/", f"{reader.pk}/up/", f"{reader.pk}/remove/"):
        assert client.post(f"/readers/{url}", {"user": str(lead.pk)}).status_code == 404
    assert names(service) == ["Leah"]


def test_another_service_s_readers_do_not_exist(service, lead, other_service, other_clinician):
    theirs = name_reader(other_service, other_clinician)
    client = signed_in(lead)
    assert "Oona" not in client.get("/readers/").content.decode()
    for url in (f"{other_service.pk}/add/", f"{theirs.pk}/up/", f"{theirs.pk}/remove/"):
        assert client.post(f"/readers/{url}", {"user": str(lead.pk)}).status_code == 404
    assert names(other_service) == ["Oona"]


def test_changes_are_posts(service, lead):
    reader = name_reader(service, lead)
    client = signed_in(lead)
    for url in (f"{service.pk}/add/", f"{reader.pk}/up/", f"{reader.pk}/remove/"):
        assert client.get(f"/readers/{url}").status_code == 405
    assert client.post("/readers/").status_code == 405
