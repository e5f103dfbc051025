"""The leaflet: open to all, about nobody; the lead's words, previewed, kept and taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from followon.audit.models import AuditEvent
from followon.messaging.checking import long_sentences
from pmp.leaflet import WORDS, default_words
from pmp.models import Leaflet, LeafletPart
from pmp.services.invitations import mint_questions
from pmp.services.leaflets import save_leaflet
from tests.cast import NOW, make_service, signed_in
from tests.pmp.views.pages import errors, words

FILM = "https://films.example/keep-meeting"


@pytest.fixture
def public(service):
    return reverse("pmp:leaflet", args=[service.pk])


@pytest.fixture
def edit(service):
    return reverse("pmp:leaflet_edit", args=[service.pk])


def typed(**changed):
    return {part: default_words(part) for part in LeafletPart.values} | {"film": ""} | changed


@pytest.mark.parametrize("part", LeafletPart.values)
def test_every_part_has_words_of_short_sentences(part):
    lines = [str(line) for line in WORDS[LeafletPart(part)]]
    assert lines
    assert [sentence for line in lines for sentence in long_sentences(line)] == []


def test_anybody_reads_our_words_and_how_to_ask(public, service):
    page = words(Client().get(public))
    assert "Nobody on your course sees who said yes, maybe or no." in page
    assert "Being in a group costs nothing." in page
    assert service.name in page
    assert service.hours in page
    assert "film" not in page.lower()


def test_it_names_no_other_service_and_nobody(public, participant):
    other = make_service(name="Moor Pain Service")
    page = Client().get(public).content.decode()
    assert other.name not in page
    assert participant.user.full_name not in page
    assert str(participant.programme.name) not in page


@pytest.mark.django_db
def test_an_unknown_service_is_not_there():
    unknown = reverse("pmp:leaflet", args=["00000000-0000-4000-8000-000000000000"])
    assert Client().get(unknown).status_code == 404


def test_the_first_question_leads_to_it_and_back(participant, now):
    token = mint_questions(participant, now).token
    here = reverse("pmp:question_leaflet", args=[token])
    asked = Client().get(reverse("pmp:question", args=[token, "keep-meeting"]))
    assert f'href="{here}"' in asked.content.decode()
    page = Client().get(here)
    assert f'href="{reverse("pmp:questions", args=[token])}"' in page.content.decode()
    assert participant.user.preferred_name not in words(page)


def test_a_lead_previews_saves_and_goes_back(lead, edit, public, service):
    client, given = signed_in(lead), typed(what="We meet.\r\n\r\nIn a café.", film=FILM)
    preview = words(client.post(f"{edit}preview/", given))
    assert "Preview: not saved yet" in preview
    assert "Watch the film on films.example" in preview
    assert not Leaflet.objects.exists()
    said = client.post(edit, given, follow=True).content.decode()
    assert "The leaflet is saved" in said
    page = Client().get(public).content.decode()
    assert "<p>We meet.</p><p>In a café.</p>" in page
    assert f'href="{FILM}" rel="noopener noreferrer"' in page
    assert "It opens on another website." in page
    assert "come to an end" not in page
    assert "Go back to our words?" in words(client.get(f"{edit}reset/"))
    assert Leaflet.objects.count() == 1
    client.post(f"{edit}reset/")
    assert "We meet." not in words(Client().get(public))
    noted = AuditEvent.objects.filter(verb__startswith="leaflet.")
    assert sorted(noted.values_list("verb", flat=True)) == ["leaflet.changed", "leaflet.reset"]


def test_a_part_that_says_what_we_say_stays_ours(lead, edit):
    same = {part: said.replace("\n", "\r\n") for part, said in typed().items()}
    signed_in(lead).post(edit, same | {"cost": "Two pounds."})
    own = Leaflet.objects.get()
    assert [getattr(own, part) for part in LeafletPart.values] == [
        "",
        "",
        "",
        "",
        "Two pounds.",
        "",
    ]


def test_an_emptied_part_has_our_words(lead, edit, public):
    signed_in(lead).post(edit, typed(private=""))
    assert "Nobody on your course sees who said yes" in words(Client().get(public))


@pytest.mark.parametrize("film", ["http://films.example/x", "javascript:alert(1)", "films"])
def test_a_film_is_on_a_safe_address(lead, edit, film):
    for url in (edit, f"{edit}preview/"):
        page = signed_in(lead).post(url, typed(film=film))
        assert errors(page) == ["Enter a web address that begins with https://"]
        assert film in page.content.decode()
    assert not Leaflet.objects.exists()


def test_words_are_words_and_never_markup(lead, edit, public):
    signed_in(lead).post(edit, typed(what="<b>Bold</b>"))
    assert "&lt;b&gt;Bold&lt;/b&gt;" in Client().get(public).content.decode()


def test_a_long_sentence_is_pointed_out_and_may_stay(lead, edit):
    long = " ".join(["word"] * 21) + "."
    page = words(signed_in(lead).post(f"{edit}preview/", typed(what=f"Short. {long}")))
    assert "These sentences have more than 20 words." in page
    assert "more than 20 words" not in words(signed_in(lead).post(f"{edit}preview/", typed()))


def test_what_was_saved_names_who_and_when(lead, edit, service):
    save_leaflet(service=service, words=typed(what="Ours."), film="", by=lead, now=NOW)
    assert f"Last changed by {lead.full_name}" in words(signed_in(lead).get(edit))


def test_the_task_leads_to_it(clinician, ptv, programme, public):
    programme.ptvs.add(ptv)
    for user, name in ((clinician, "pmp:task_list"), (ptv, "pmp:ptv_programme")):
        page = signed_in(user).get(reverse(name, args=[programme.pk])).content.decode()
        assert page.count(f'href="{public}"') == 1
