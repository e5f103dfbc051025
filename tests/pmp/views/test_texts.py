"""What texts cost, the limit and the switch: the lead's pages."""

from decimal import Decimal

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.models import TextBudget
from tests.cast import signed_in
from tests.messaging.test_spend import limit, texts

from .pages import errors, words

SHOW = "/service/texts/"


def address(service, what):
    return f"/service/{service.pk}/texts/{what}/"


def test_what_was_spent_by_month_and_kind(service, lead, member):
    limit(service, 10, pence=Decimal("2.50"))
    texts(service, member, 8, kind="reminder_2")
    shown = words(signed_in(lead).get(SHOW))
    assert "This month texts have cost £0.20 of at most £10.00." in shown
    assert "One text costs 2.5 pence without VAT." in shown
    assert "September 2026: £0.20" in shown
    assert "Reminder, 2 days before 8 8 £0.20" in shown


def test_without_texts_and_without_a_limit(service, lead):
    shown = words(signed_in(lead).get(SHOW))
    assert "This month texts have cost £0.00. There is no limit." in shown
    assert "No text has left yet." in shown


def test_the_price_and_the_limit_are_set_and_taken_away(service, lead):
    client, url = signed_in(lead), address(service, "cost")
    client.post(url, {"pence": "2.75", "pounds_a_month": "40"})
    budget = TextBudget.objects.get(service=service)
    assert (budget.pence, budget.pounds_a_month) == (Decimal("2.75"), 40)
    assert 'value="2.75"' in client.get(url).content.decode()
    client.post(url, {})
    budget.refresh_from_db()
    assert (budget.pence, budget.pounds_a_month) == (None, None)
    assert AuditEvent.objects.filter(verb="texts.budget_set", actor=str(lead.pk)).count() == 2


def test_what_is_no_number_is_said_and_kept_on_the_page(service, lead):
    answer = signed_in(lead).post(
        address(service, "cost"), {"pence": "two", "pounds_a_month": "-1"}
    )
    assert errors(answer) == [
        "Enter pence as a number, like 2.4",
        "The limit must be 0 or more",
    ]
    assert 'value="two"' in answer.content.decode()
    assert not TextBudget.objects.exists()


def test_the_switch_asks_first(service, lead):
    client = signed_in(lead)
    assert "Keep every text back?" in words(client.get(address(service, "off")))
    service.refresh_from_db()
    assert service.texts_allowed
    said = words(client.post(address(service, "off"), follow=True))
    assert "No text leaves for Avon Pain Service now." in said
    service.refresh_from_db()
    assert not service.texts_allowed
    assert "Let texts leave again?" in words(client.get(address(service, "on")))
    assert "Texts leave again" in words(client.post(address(service, "on"), follow=True))
    service.refresh_from_db()
    assert service.texts_allowed


@pytest.mark.parametrize("who", ["clinician", "member", "other_clinician"])
@pytest.mark.parametrize("what", ["cost", "off", "on"])
def test_they_are_the_lead_s(request, service, who, what):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(SHOW).status_code == 404
    for answer in (client.get(address(service, what)), client.post(address(service, what))):
        assert answer.status_code == 404
    service.refresh_from_db()
    assert service.texts_allowed


def test_a_lead_changes_nothing_of_another_service(other_service, lead):
    assert signed_in(lead).post(address(other_service, "off")).status_code == 404
