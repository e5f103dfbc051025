"""What a service adds to the help page: versioned, approved by name, with a review date."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from followon.audit.models import AuditEvent
from groups.errors import Refused
from groups.models import HelpWords
from groups.queries.help_words import help_page, proposed_of, words_by_service
from groups.services.help_words import approve_help_words, propose_help_words
from tests.cast import NOW, make_service

NEXT_YEAR = date(2027, 9, 9)


def propose(service, words="Our nurse: 0117 496 0101", *, by=None):
    return propose_help_words(service=service, words=words, by=by, now=NOW)


def approve(version, *, by=None):
    approve_help_words(
        version=version, approver="Leah Lead, lead", review_on=NEXT_YEAR, by=by, now=NOW
    )
    version.refresh_from_db()
    return version


def test_a_proposed_version_counts_once_somebody_has_approved_it(service, lead):
    first = approve(propose(service, "One"))
    second = propose(service, "Two", by=lead)
    assert words_by_service([service.pk])[service.pk] == first
    assert proposed_of(service) == second
    approve(second, by=lead)
    assert words_by_service([service.pk])[service.pk].words == "Two"
    assert proposed_of(service) is None
    found = AuditEvent.objects.filter(verb__startswith="help_words.", actor=str(lead.pk))
    assert set(found.values_list("verb", flat=True)) == {
        "help_words.proposed",
        "help_words.approved",
    }


def test_only_the_newest_is_approved_and_once(service):
    old, new = propose(service, "One"), propose(service, "Two")
    with pytest.raises(Refused):
        approve(old)
    approve(new)
    with pytest.raises(Refused):
        approve(new)


@pytest.mark.parametrize(
    "half",
    [
        {"approver": "Somebody"},
        {"approved_at": NOW},
        {"review_on": NEXT_YEAR},
        {"approver": "Somebody", "approved_at": NOW},
        {"approved_at": NOW, "review_on": NEXT_YEAR},
    ],
)
def test_half_an_approval_cannot_be_kept(service, half):
    made = propose(service)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpWords.objects.filter(pk=made.pk).update(**half)


def test_it_is_overdue_the_day_after_its_review(service):
    version = approve(propose(service))
    assert [version.is_overdue(NEXT_YEAR + timedelta(days=day)) for day in (0, 1)] == [False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_s_services_take_two_queries(db, now, count, django_assert_num_queries):
    for index in range(count):
        approve(propose(make_service(name=f"Service {index}"), f"Words {index}"))
    with django_assert_num_queries(2):
        page = help_page()
    assert [each["words"] for each in page] == [f"Words {index}" for index in range(count)]
    assert page[0]["phone"] == "0117 496 0100"
