"""The questions on paper: printed with the pages' own words, and typed in fast."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followon.people.models import PersonalLink
from followon.people.queries.sharing import audience_of
from pmp.models import Participant
from pmp.services.answers import save_sharing, save_wish
from pmp.services.invitations import mint_questions
from pmp.services.participants import withdraw_participant
from pmp.steps import asked_where
from tests.cast import NOW, signed_in
from tests.pmp.make import crowd, join
from tests.pmp.views.pages import errors, words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def ann(programme):
    return join(programme, "Ann Ash", mobile="07700 900001")


def at(name, programme):
    return reverse(f"pmp:{name}", args=[programme.pk])


def print_for(team, programme, *people):
    return team.post(at("paper_print", programme), {"people": [str(one.pk) for one in people]})


def code_on(page) -> str:
    return re.search(r'fo-slip__code">([^<]+)<', page.content.decode())[1]


def labels(page) -> list[str]:
    """The words that stand beside boxes and above fields, in order."""
    pattern = r"<(?:label|legend|h1)[^>]*>(.*?)</(?:label|legend|h1)>"
    found = re.findall(pattern, page.content.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def test_the_form_asks_everything_that_the_pages_ask_in_their_words_and_order(team, programme, ann):
    sheet = team.get(at("paper_blank", programme))
    paper = words(sheet)
    boxes = re.findall(r'aria-label="([^"]+)"', sheet.content.decode())
    phone, token = Client(), mint_questions(ann, NOW).token
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    place = 0
    for number, step in enumerate(asked_where(1), 1):
        page = phone.get(reverse("pmp:question", args=[token, step.value]))
        title = re.search(r"<title>(.*?) – ", page.content.decode())[1]
        place = paper.index(f"{number}. {unescape(title)}", place)
        asked = [label for label in labels(page) if "07700" not in label]
        missing = [label for label in asked if label not in paper and label not in boxes]
        assert missing == [], step
        hint = re.search(r'nhsuk-hint"[^>]*>(.*?)<', page.content.decode(), re.DOTALL)
        assert hint is None or " ".join(unescape(hint[1]).split()) in paper


def test_a_form_for_everybody_has_their_name_and_code_and_nobody_elses(team, programme, ann):
    bob = join(programme, "Bob Birch", mobile="07700 900666")
    join(programme, "Cat Cole")
    page = print_for(team, programme, ann, bob)
    sheets = page.content.decode().split('<article class="fo-paper">')[1:]
    assert [("Ann Ash" in one, "Bob Birch" in one) for one in sheets] == [
        (True, False),
        (False, True),
    ]
    assert "Cat Cole" not in words(page)
    assert "900666" not in words(page)
    assert "no-store" in page["Cache-Control"]
    code = re.search(r'fo-slip__code">([^<]+)<', sheets[1])[1]
    answered = Client().post(reverse("pmp:code"), {"code": code}, follow=True)
    assert "Hello Bob." in words(answered)


def test_a_blank_form_makes_no_code(team, programme, ann):
    page = team.get(at("paper_blank", programme))
    assert "Your name" in words(page)
    assert "Ann" not in words(page)
    assert PersonalLink.objects.count() == 0


def test_the_code_on_the_form_opens_its_person(team, programme, ann):
    join(programme, "Bob Birch")
    code = code_on(print_for(team, programme, ann)).lower()
    answer = team.post(at("paper_list", programme), {"code": f" {code} "})
    assert answer.url == reverse("pmp:participant_answers", args=[ann.pk])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter the code on the form, or choose a name"),
        ("ABC", "Enter the 6 letters and numbers of the code"),
        ("ABC DEF", "No form of this programme has that code. Check it, or choose the name below"),
    ],
)
def test_codes_that_open_nobody(team, programme, ann, typed, said):
    assert errors(team.post(at("paper_list", programme), {"code": typed})) == [said]


def test_a_code_of_somebody_who_left_opens_nobody(team, programme, ann, clinician):
    code = code_on(print_for(team, programme, ann))
    Participant.objects.filter(pk=ann.pk).update(withdrawn_at=NOW)
    assert len(errors(team.post(at("paper_list", programme), {"code": code}))) == 1


def test_after_saving_the_next_person_is_at_hand(team, programme, ann):
    join(programme, "Bob Birch")
    address = reverse("pmp:participant_answers", args=[ann.pk])
    page = team.post(address, {"wish": "no", "agreed": "on"}, follow=True)
    body = words(page)
    assert "The answers of Ann Ash are saved" in body
    assert body.index("Bob Birch No answer yet") < body.index("Ann Ash Not for me")
    assert "autofocus" in page.content.decode()


def test_what_somebody_shares_is_never_shown_and_stays_unless_the_paper_says_otherwise(
    team, programme, ann
):
    save_wish(participant=ann, wish="yes", by=ann.user, now=NOW)
    save_sharing(
        participant=ann,
        choices={"mobile": "group", "needs": "coordinators"},
        by=ann.user,
        now=NOW,
    )
    address = reverse("pmp:participant_answers", args=[ann.pk])
    body = team.get(address).content.decode()
    assert re.findall(r'name="share_[^>]*checked', body) == []
    typed = {"wish": "yes", "agreed": "on", "reach": "text", "mobile": "07700 900001"}
    assert team.post(address, typed).status_code == 302
    assert audience_of(ann.user)["mobile"] == "group"
    assert team.post(address, typed | {"share_mobile": "nobody"}).status_code == 302
    assert audience_of(ann.user) == {
        "mobile": "nobody",
        "email": "nobody",
        "landline": "nobody",
        "needs": "coordinators",
    }


def test_a_number_that_the_paper_brings_is_shared_as_it_says_and_no_other(team, programme):
    hal = join(programme, "Hal Hill", mobile="")
    typed = {
        "wish": "yes",
        "agreed": "on",
        "mobile": "07700 900777",
        "reach": "text",
        "share_mobile": "coordinators",
        "share_email": "group",
    }
    team.post(reverse("pmp:participant_answers", args=[hal.pk]), typed)
    assert (audience_of(hal.user)["mobile"], audience_of(hal.user)["email"]) == (
        "coordinators",
        "nobody",
    )


def test_a_mistake_keeps_everything_that_was_typed_and_says_all_that_is_wrong(team, ann):
    address = reverse("pmp:participant_answers", args=[ann.pk])
    page = team.post(address, {"wish": "", "mobile": "0770", "reach": "text", "area": "BS5"})
    assert errors(page) == [
        "Select yes, maybe or not for me",
        "Enter a mobile number, like 07700 900123",
        "Confirm that the person agrees",
    ]
    assert 'value="BS5"' in page.content.decode()


def test_a_no_without_agreement_still_shows_every_question(team, ann):
    address = reverse("pmp:participant_answers", args=[ann.pk])
    page = team.post(address, {"wish": "no"})
    assert errors(page) == ["Confirm that the person agrees"]
    assert "9. Would you take on a small job?" in words(page)


def test_nothing_is_typed_in_for_somebody_who_left(team, ann, clinician):
    withdraw_participant(participant=ann, by=clinician, now=NOW)
    assert team.get(reverse("pmp:participant_answers", args=[ann.pk])).status_code == 404


def test_after_the_programme_there_are_no_more_forms(team, programme, ann):
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        later = signed_in(programme.created_by)
        for name in ("paper_list", "paper_blank", "paper_print"):
            assert later.get(at(name, programme)).status_code == 404


def test_one_and_thirty_people_take_as_many_queries(team, programme):
    team.get(at("paper_list", programme))
    counts = []
    for more in (["yes"], [""] * 29):
        crowd(programme, more)
        for page in ("paper_list", "paper_print"):
            with CaptureQueriesContext(connection) as captured:
                team.get(at(page, programme))
            counts.append((page, len(captured)))
    assert counts[:2] == counts[2:]
