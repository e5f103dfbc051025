"""I'm worried about someone, or myself: as a member finds it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Concern
from groups.services import concerns
from tests.cast import NOW, make_group, make_person, make_staff, signed_in
from tests.groups.concerns import mobile_of, name_reader, note, text_in

URL = "/worried/"


@pytest.fixture
def reader(service, clinician):
    return name_reader(service, clinician)


def page(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_help_stands_first_and_the_note_says_who_reads_it_and_when(group, member, reader):
    html = page(signed_in(member))
    order = ["999", "116 123", "85258", "Leave a note", "<textarea"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert "Named staff of Avon Pain Service read notes, Monday to Friday, 9am to 5pm." in html
    assert "We aim to read it within 1 working day." in html
    assert 'type="radio"' not in html


def test_a_note_is_sent_confirmed_and_later_shown_as_read(group, member, reader, clinician):
    client = signed_in(member)
    response = client.post(URL, {"words": "I am worried about Wombat"}, follow=True)
    assert response.redirect_chain == [("/worried/sent/", 302)]
    assert "We have your note" in response.content.decode()
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.group, concern.words) == (
        member,
        group,
        "I am worried about Wombat",
    )
    assert "Nobody has read it yet." in page(client)
    concerns.mark_read(concern=concern, by=clinician, now=NOW)
    html = page(client)
    assert "It was received and read." in html
    assert "Wombat" not in html


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Write a few words about what worries you"),
        ("   ", "Write a few words about what worries you"),
        ("x" * 501, "Your note must be 500 characters or fewer"),
    ],
)
def test_a_note_that_cannot_be_taken_says_why_and_is_kept_in_the_box(
    group, member, reader, words, error
):
    html = signed_in(member).post(URL, {"words": words}).content.decode()
    assert html.count(error) == 2
    assert "<title>Error:" in html
    assert words.strip() in html
    assert Concern.objects.count() == 0


def test_whoever_is_in_two_services_says_which(
    group, member, reader, other_service, other_clinician
):
    elsewhere = make_group(other_service, coordinator=member, name="Wells group")
    name_reader(other_service, other_clinician)
    client = signed_in(member)
    html = page(client)
    for words in ("Bedminster group", "Wells group", "Mendip Pain Service"):
        assert words in html
    refused = client.post(URL, {"words": "Help"}).content.decode()
    assert "Select which group this is about" in refused
    client.post(URL, {"words": "Help", "group": str(elsewhere.pk)})
    assert Concern.objects.get().service == other_service


def test_somebody_else_s_group_cannot_be_chosen(group, member, reader, outsider, service):
    make_group(service, coordinator=member, name="Second group")
    theirs = outsider.memberships.get().group
    signed_in(member).post(URL, {"words": "Help", "group": str(theirs.pk)})
    assert Concern.objects.count() == 0


def test_where_nobody_reads_there_is_help_and_a_number_and_no_box(group, member):
    client = signed_in(member)
    html = page(client)
    assert "0117 496 0100" in html
    assert "<textarea" not in html
    assert client.post(URL, {"words": "Help"}).status_code == 404


def test_a_reader_who_has_left_reads_nothing(group, member, reader, clinician):
    clinician.posts.update(ended_at=NOW)
    assert "<textarea" not in page(signed_in(member))


def test_a_participant_sees_the_number_of_the_service(participant, reader):
    html = page(signed_in(participant.user))
    assert "0117 496 0100" in html
    assert "<textarea" not in html


def test_somebody_whom_no_service_knows_still_finds_the_help(service, other_service, now):
    html = page(signed_in(make_person("Solo S")))
    assert "116 123" in html
    assert "<textarea" not in html


def test_the_volunteer_can_tell_of_a_worry_too(group, ptv, reader):
    assert signed_in(ptv).post(URL, {"words": "Help"}).status_code == 302
    assert (Concern.objects.get().raised_by, Concern.objects.get().group) == (ptv, group)


def test_one_sees_one_s_own_only(group, member, coordinator, reader):
    note(group, member)
    assert "What you sent" not in page(signed_in(coordinator))
    assert signed_in(coordinator).get("/worried/sent/").status_code == 404


def test_a_text_that_answered_nothing_is_shown_as_received(group, coordinator):
    text_in(mobile_of(coordinator))
    assert "It was received. Nobody has read it yet." in page(signed_in(coordinator))


def test_the_page_needs_a_sign_in(db, client):
    assert client.get(URL).status_code == 302
    assert client.get("/worried/sent/").status_code == 302
    assert signed_in(make_person("Solo S")).delete(URL).status_code == 405


@pytest.mark.parametrize("where", ["home", "group", "help"])
def test_it_is_found_from_the_home_page_the_group_and_the_help(group, member, where):
    url = {
        "home": reverse("groups:home"),
        "group": reverse("groups:group", args=[group.pk]),
        "help": reverse("help_now"),
    }[where]
    assert f'href="{URL}"' in page(signed_in(member), url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    service, group, member, reader, count, django_assert_num_queries
):
    for index in range(count):
        make_group(service, coordinator=member, name=f"Group {index}")
        make_staff(service, f"Staff{index} S")
        note(group, member, now=NOW + timedelta(minutes=index))
    client = signed_in(member)
    page(client)
    with django_assert_num_queries(6):
        page(client)
