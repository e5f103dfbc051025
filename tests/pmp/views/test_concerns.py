"""The queue as staff work through it, and who may not see it."""

from datetime import timedelta

import pytest

from followon.audit.models import AuditEvent
from groups.models import Concern, ConcernState
from groups.services import concerns
from tests.cast import NOW, make_person, signed_in
from tests.groups.concerns import STRANGER, mobile_of, name_reader, note, text_in

OUTSIDE = ["member", "coordinator", "ptv"]
WORDS = "The wombat is not well"


@pytest.fixture
def concern(group, member, service, clinician):
    name_reader(service, clinician)
    return note(group, member, WORDS)


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def urls(concern) -> dict[str, str]:
    root = f"/concerns/{concern.pk}/"
    return {name: root + name for name in ("", "sender/", "read/", "done/", "close/")}


def test_the_list_says_what_is_urgent_in_words_and_shows_no_note(
    concern, group, member, clinician, now
):
    note(group, member, "I want to die", now=NOW - timedelta(days=7))
    html = page(signed_in(clinician), "/concerns/")
    assert "High priority" in html
    assert "Overdue" in html
    assert "To be read by Thu 10 September, 5pm" in html
    assert html.index("High priority") < html.index("Thu 10 September")
    for words in (WORDS, "want to die"):
        assert words not in html
    assert not AuditEvent.objects.filter(verb="concern.seen").exists()


def test_opening_shows_the_words_goes_on_record_and_changes_nothing(concern, clinician):
    html = page(signed_in(clinician), urls(concern)[""])
    assert WORDS in html
    concern.refresh_from_db()
    assert concern.state == ConcernState.NEW
    seen = AuditEvent.objects.get(verb="concern.seen")
    assert (seen.actor, seen.subject, seen.facts) == (str(clinician.pk), str(concern.pk), {})


def test_it_is_read_acted_on_and_closed(concern, clinician):
    client, url = signed_in(clinician), urls(concern)
    assert "Marked as read." in client.post(url["read/"], follow=True).content.decode()
    html = client.post(url["done/"], {"note": "Rang her"}, follow=True).content.decode()
    assert "What you did is noted." in html
    assert "Rang her" in html
    assert "Closed." in client.post(url["close/"], follow=True).content.decode()
    concern.refresh_from_db()
    assert concern.state == ConcernState.CLOSED
    html = page(client, "/concerns/")
    assert "Nothing waits." in html
    assert "Closed in the last 30 days" in html


def test_whoever_comes_second_is_told(concern, clinician, lead):
    concerns.mark_read(concern=concern, by=lead, now=NOW)
    html = signed_in(clinician).post(urls(concern)["read/"], follow=True).content.decode()
    assert "Somebody else has already read this." in html


def test_nothing_is_closed_before_somebody_says_what_was_done(concern, clinician):
    client, url = signed_in(clinician), urls(concern)
    client.post(url["read/"])
    assert "First say what was done." in client.post(url["close/"], follow=True).content.decode()
    refused = client.post(url["done/"], {"note": " "}).content.decode()
    assert refused.count("Write what you did") == 2
    too_long = client.post(url["done/"], {"note": "x" * 301}).content.decode()
    assert "What you did must be 300 characters or fewer" in too_long
    concern.refresh_from_db()
    assert concern.state == ConcernState.READ


def test_changes_are_posts_and_pages_are_not(concern, clinician):
    client, url = signed_in(clinician), urls(concern)
    for name in ("read/", "done/", "close/"):
        assert client.get(url[name]).status_code == 405
    for name in ("", "sender/"):
        assert client.post(url[name]).status_code == 405


@pytest.mark.parametrize("who", [*OUTSIDE, "other_clinician"])
def test_to_others_it_does_not_exist(request, concern, who):
    client, url = signed_in(request.getfixturevalue(who)), urls(concern)
    for name in ("", "sender/"):
        assert client.get(url[name]).status_code == 404
    for name in ("read/", "done/", "close/"):
        assert client.post(url[name], {"note": "x"}).status_code == 404
    concern.refresh_from_db()
    assert concern.state == ConcernState.NEW
    assert not AuditEvent.objects.filter(verb="concern.seen").exists()


@pytest.mark.parametrize("who", OUTSIDE)
def test_people_who_are_no_staff_have_no_queue(request, concern, who):
    assert signed_in(request.getfixturevalue(who)).get("/concerns/").status_code == 404


def test_another_service_s_queue_is_its_own(concern, other_clinician):
    assert "Moira" not in page(signed_in(other_clinician), "/concerns/")


def test_how_to_reach_the_sender_goes_on_record_with_the_reason(concern, member, clinician):
    client = signed_in(clinician)
    assert "moira@example.com" not in page(client, urls(concern)[""])
    assert "moira@example.com" in page(client, urls(concern)["sender/"])
    seen = AuditEvent.objects.get(verb="contacts.seen")
    assert (seen.actor, seen.subject, seen.facts) == (
        str(clinician.pk),
        str(member.pk),
        {"because": "concern", "concern": str(concern.pk)},
    )


def test_a_stranger_s_text_is_shown_to_no_service_until_somebody_assigns_it(
    service, other_service, clinician, lead
):
    concern = text_in(STRANGER, WORDS)
    for who in (lead, clinician):
        client = signed_in(who)
        assert WORDS not in page(client, "/concerns/")
        assert client.get(urls(concern)[""]).status_code == 404


def test_a_number_that_two_share_names_both(group, coordinator, service, clinician):
    number = mobile_of(coordinator)
    make_person("Ben Both", mobile=number, service=service)
    concern = text_in(number, WORDS)
    html = page(signed_in(clinician), urls(concern)["sender/"])
    both = ["Corinne Coordinator and Ben Both", "Ben Both and Corinne Coordinator"]
    assert sum(f"{names} share the number" in html for names in both) == 1


def test_what_they_wrote_is_escaped(group, member, service, clinician):
    name_reader(service, clinician)
    concern = note(group, member, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(signed_in(clinician), urls(concern)[""])


def test_where_nobody_is_named_the_page_says_so(service, clinician):
    html = page(signed_in(clinician), "/concerns/")
    assert "Nobody is named to read for Avon Pain Service" in html
    name_reader(service, clinician)
    assert "Nobody is named" not in page(signed_in(clinician), "/concerns/")


@pytest.mark.parametrize(("count", "words"), [(1, "1 concern waits"), (3, "3 concerns wait")])
def test_the_dashboard_counts_what_waits(group, member, service, clinician, count, words):
    name_reader(service, clinician)
    for _ in range(count):
        note(group, member)
    read = note(group, member)
    concerns.mark_read(concern=read, by=clinician, now=NOW)
    assert f"{words} to be read" in page(signed_in(clinician), "/dashboard/")
    assert Concern.objects.count() == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    group, member, service, clinician, count, django_assert_num_queries
):
    name_reader(service, clinician)
    for _ in range(count):
        note(group, member)
    client = signed_in(clinician)
    page(client, "/concerns/")
    with django_assert_num_queries(8):
        page(client, "/concerns/")
