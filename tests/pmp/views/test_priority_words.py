"""The lead adds words that raise priority."""

import pytest

from groups.concern_words import OURS
from groups.models import PriorityWords
from groups.queries.priority_words import phrases_of
from tests.cast import signed_in


@pytest.fixture
def url(service):
    return f"/service/priority-words/{service.pk}/"


def test_the_lead_sees_ours_adds_own_and_sees_who_did_when(lead, url, service):
    client = signed_in(lead)
    html = client.get(url).content.decode()
    assert all(f"<li>{phrase}</li>" in html for phrase in OURS)
    saved = client.post(url, {"phrases": "Can't cope\nfibro*"}, follow=True).content.decode()
    assert "The words are saved and count from now on." in saved
    assert "Leah Lead: 2 words and phrases" in saved
    assert phrases_of(service) == ["cant cope", "fibro*"]
    client.post(url, {"phrases": ""})
    assert phrases_of(service) == []
    assert PriorityWords.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fine\nab", "Line 2 must have 3 to 60 letters, or 4 and a star."),
        ("\n".join(f"word{n}" for n in range(201)), "Use 200 lines or fewer"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_box(lead, url, typed, said):
    html = signed_in(lead).post(url, {"phrases": typed}).content.decode()
    assert html.count(said) == 2
    assert typed.split("\n")[-1] in html
    assert not PriorityWords.objects.exists()


@pytest.mark.parametrize("who", ["clinician", "other_clinician", "member"])
def test_it_is_the_lead_s_alone(request, url, who):
    client = signed_in(request.getfixturevalue(who))
    assert (client.get(url).status_code, client.post(url, {"phrases": "x"}).status_code) == (
        404,
        404,
    )


def test_the_card_leads_there(lead, url):
    assert f'href="{url}"' in signed_in(lead).get("/service/").content.decode()
