"""The lead's page of working agreements."""

import pytest
from django.urls import reverse

from followon.audit.models import AuditEvent
from pmp.agreements import default_words
from pmp.models import Agreement
from pmp.queries.agreements import agreements_of
from tests.cast import signed_in


def to(name, service, *code):
    return reverse(f"pmp:{name}", args=[service.pk, *code])


def test_a_lead_writes_own_words_and_goes_back(service, lead):
    client = signed_in(lead)
    assert (
        "What we say here stays here." in client.get(to("agreement_list", service)).content.decode()
    )
    client.post(to("agreement", service, "short"), {"words": "Be kind.\nHave fun."})
    assert agreements_of(service)[0].words == "Be kind.\nHave fun."
    page = client.get(to("agreement_list", service)).content.decode()
    assert "Have fun." in page
    assert "Go back to the first words" in page
    assert (
        "Go back to the first words?"
        in client.get(to("agreement_reset", service, "short")).content.decode()
    )
    assert Agreement.objects.exists()
    client.post(to("agreement_reset", service, "short"))
    assert not Agreement.objects.exists()
    assert agreements_of(service)[0].words == default_words("short")
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "agreement.changed",
        "agreement.reset",
    }


@pytest.mark.parametrize(
    ("words", "error"), [("", "Write what the agreement says"), ("x" * 2001, "2,000 characters")]
)
def test_words_that_will_not_do_are_kept(service, lead, words, error):
    text = signed_in(lead).post(to("agreement", service, "usual"), {"words": words})
    assert text.content.decode().count(error) == 2
    assert words in text.content.decode()
    assert not Agreement.objects.exists()


def test_nothing_to_go_back_from(service, lead):
    response = signed_in(lead).get(to("agreement_reset", service, "homes"))
    assert response.status_code == 302


def test_there_is_no_such_agreement(service, lead):
    assert signed_in(lead).get(to("agreement", service, "long")).status_code == 404


@pytest.mark.parametrize("who", ["clinician", "other_clinician", "member", "ptv"])
def test_it_is_the_leads(request, service, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(to("agreement_list", service)).status_code == 404
    for name in ("agreement", "agreement_reset"):
        assert client.post(to(name, service, "short"), {"words": "x"}).status_code == 404
