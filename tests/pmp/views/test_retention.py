"""The lead sees what a period would remove before it counts."""

from datetime import timedelta

import pytest

from followon.messaging.models import InboundText, Reading, RetentionPeriod
from tests.cast import NOW, signed_in

GIVEN = {
    "message_words": "180",
    "message_addresses": "365",
    "reply_words": "180",
    "concern_words": "730",
    "visit_words": "365",
}


@pytest.fixture
def url(service):
    return f"/service/retention/{service.pk}/"


@pytest.fixture
def texts(service):
    for number, days in enumerate((40, 100, 200)):
        InboundText.objects.create(
            provider="notify",
            provider_id=str(number),
            source="+447700900101",
            body="Wombats",
            received_at=NOW - timedelta(days=days),
            service=service,
            reading=Reading.UNDERSTOOD,
        )


def test_the_page_says_what_tonight_would_remove(lead, url, texts):
    html = signed_in(lead).get(url).content.decode()
    assert "the numbers they came from, older than 180 days: 1" in html
    assert "Wombats" not in html
    assert 'value="180"' in html


def test_a_change_is_first_a_dry_run_and_counts_when_it_is_confirmed(lead, url, texts, service):
    client = signed_in(lead)
    wanted = GIVEN | {"reply_words": "90"}
    html = client.post(f"{url}check/", wanted).content.decode()
    assert "Nothing is saved yet." in html
    assert "the numbers they came from, older than 90 days: 2" in html
    assert (RetentionPeriod.objects.count(), InboundText.objects.filter(body="").count()) == (0, 0)
    saved = client.post(f"{url}save/", wanted, follow=True).content.decode()
    assert "The periods are saved." in saved
    assert RetentionPeriod.objects.values_list("rule", "days").get() == ("reply_words", 90)
    assert InboundText.objects.filter(body="").count() == 0


@pytest.mark.parametrize("step", ["check", "save"])
@pytest.mark.parametrize("days", ["29", "731", "", "x", "-1", "1e3"])
def test_a_number_outside_the_bounds_is_said_beside_the_field(lead, url, texts, step, days):
    html = signed_in(lead).post(f"{url}{step}/", GIVEN | {"reply_words": days}).content.decode()
    assert html.count("Enter a number of days from 30 to 730") == 2
    assert "<title>Error:" in html
    assert not RetentionPeriod.objects.exists()


def test_the_card_leads_there(lead, url):
    assert f'href="{url}"' in signed_in(lead).get("/service/").content.decode()


@pytest.mark.parametrize("who", ["clinician", "other_clinician", "member"])
def test_it_is_the_lead_s_alone(request, url, who):
    client = signed_in(request.getfixturevalue(who))
    answers = [
        client.get(url).status_code,
        *(client.post(f"{url}{step}/", GIVEN).status_code for step in ("check", "save")),
    ]
    assert answers == [404] * 3
    assert not RetentionPeriod.objects.exists()
