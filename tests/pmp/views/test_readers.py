"""The lead names who reads concerns."""

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.queries.replying import replies_on
from followon.people.services.staff import end_post
from groups.models import Reader
from groups.services.readers import remove_reader
from tests.cast import NOW, make_service, make_staff, signed_in
from tests.groups.concerns import name_reader

OUTSIDE = ["member", "ptv", "clinician", "other_clinician"]


def page(client, url: str = "/readers/") -> str:
    return client.get(url).content.decode()


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


def test_answers_by_text_are_on_while_somebody_reads_and_the_lead_wants_them(
    service, lead, clinician
):
    client = signed_in(lead)
    on, off = (f"/readers/{service.pk}/replies/{way}/" for way in ("on", "off"))
    assert "Off until somebody is named to read." in page(client)
    refused = client.post(on, follow=True).content.decode()
    assert "First name somebody who reads." in refused
    assert replies_on([service.pk]) == set()
    reader = name_reader(service, clinician)
    assert "On. Members can answer a text with a text." in page(client)
    assert replies_on([service.pk]) == {service.pk}
    client.post(off)
    assert replies_on([service.pk]) == set()
    assert "Switch on" in page(client)
    client.post(on)
    assert replies_on([service.pk]) == {service.pk}
    verbs = AuditEvent.objects.filter(verb__startswith="replies.").order_by("pk")
    assert set(verbs.values_list("verb", "actor")) == {
        ("replies.switched_on", str(lead.pk)),
        ("replies.switched_off", str(lead.pk)),
    }
    client.post(f"/readers/{reader.pk}/remove/")
    assert replies_on([service.pk]) == set()


@pytest.mark.parametrize("how", ["left", "removed", "closed"])
def test_when_the_last_reader_goes_they_are_off_and_staff_s_home_says_so(
    service, lead, clinician, how
):
    alarm = "Nobody is named to read what people tell Avon Pain Service."
    reader = name_reader(service, clinician)
    assert alarm not in page(signed_in(lead), "/dashboard/")
    if how == "left":
        end_post(post=clinician.posts.get(), by=lead, now=NOW)
    if how == "removed":
        remove_reader(reader=reader, by=lead, now=NOW)
    if how == "closed":
        type(clinician).objects.filter(pk=clinician.pk).update(is_active=False)
    assert replies_on([service.pk]) == set()
    html = page(signed_in(lead), "/dashboard/")
    assert alarm in html
    assert 'href="/readers/">Name a reader</a>' in html


def test_one_service_s_reader_reads_for_no_other(service, other_service, clinician):
    name_reader(service, clinician)
    assert replies_on([service.pk, other_service.pk, None]) == {service.pk}


@pytest.mark.parametrize("count", [1, 3])
def test_the_query_asks_twice_for_any_number(count, django_assert_num_queries, db, now):
    services = [make_service(name=f"Service {index}") for index in range(count)]
    for each in services:
        name_reader(each, make_staff(each, f"Ann{each.name[-1]} R"))
    with django_assert_num_queries(2):
        assert len(replies_on([each.pk for each in services])) == count


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
