"""The lead proposes, has approved and reviews what the service adds to the help page."""

from datetime import date

import pytest

from groups.models import HelpWords
from groups.services.help_words import approve_help_words, propose_help_words
from tests.cast import NOW, signed_in
from tests.groups.concerns import name_reader

APPROVAL = {
    "approver": "Leah Lead, clinical safety officer",
    "review_on_day": "1",
    "review_on_month": "9",
    "review_on_year": "2027",
}


@pytest.fixture
def url(service):
    return f"/service/help/{service.pk}/"


def test_words_are_proposed_and_then_approved_by_name_with_a_review_date(lead, url, service):
    client = signed_in(lead)
    assert "Nothing is added." in client.get(url).content.decode()
    html = client.post(f"{url}propose/", {"words": "Our nurse\nAnn"}, follow=True)
    assert "They count once they are approved." in html.content.decode()
    version = HelpWords.objects.get()
    assert (version.words, version.proposed_by, version.is_approved) == (
        "Our nurse\nAnn",
        lead,
        False,
    )
    given = APPROVAL | {"version": str(version.pk)}
    said = client.post(f"{url}approve/", given, follow=True).content.decode()
    assert "Approved by Leah Lead, clinical safety officer" in said
    assert "To be looked at again by Wednesday 1 September 2027." in said
    version.refresh_from_db()
    assert (version.review_on, version.approval_noted_by) == (date(2027, 9, 1), lead)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"approver": ""}, "Enter the name and job of whoever approves the words"),
        ({"review_on_year": "2020"}, "The date of the review must be within the next 2 years"),
        ({"review_on_year": "2029"}, "The date of the review must be within the next 2 years"),
    ],
)
def test_nothing_is_approved_without_a_name_and_a_date(lead, url, service, wrong, said):
    version = propose_help_words(service=service, words="x", by=lead, now=NOW)
    given = APPROVAL | {"version": str(version.pk)} | wrong
    html = signed_in(lead).post(f"{url}approve/", given).content.decode()
    assert html.count(said) == 2
    assert not HelpWords.objects.approved().exists()


def test_a_page_that_shows_an_older_version_approves_nothing(lead, url, service):
    old, _new = (propose_help_words(service=service, words=x, by=lead, now=NOW) for x in "ab")
    given = APPROVAL | {"version": str(old.pk)}
    said = signed_in(lead).post(f"{url}approve/", given, follow=True).content.decode()
    assert "There is a newer version" in said
    assert not HelpWords.objects.approved().exists()


def test_too_many_words_are_said_and_stay_in_the_box(lead, url):
    html = signed_in(lead).post(f"{url}propose/", {"words": "y" * 601}).content.decode()
    assert html.count("The words must be 600 characters or fewer") == 2
    assert "y" * 601 in html


def test_an_overdue_review_is_said_on_the_page_and_on_staff_s_home(lead, url, service, clinician):
    name_reader(service, clinician)
    version = propose_help_words(service=service, words="x", by=lead, now=NOW)
    approve_help_words(
        version=version, approver="Leah", review_on=date(2026, 9, 8), by=lead, now=NOW
    )
    client = signed_in(lead)
    assert "Review overdue" in client.get(url).content.decode()
    home = client.get("/dashboard/").content.decode()
    assert "was to be looked at again by Tuesday 8 September 2026." in home
    assert f'href="{url}">Look at it again</a>' in home
    HelpWords.objects.update(review_on=date(2026, 9, 9))
    assert "Review overdue" not in client.get(url).content.decode()
    assert "was to be looked at again" not in client.get("/dashboard/").content.decode()


def test_members_see_the_words_of_their_service_when_they_are_worried(lead, service, group, member):
    version = propose_help_words(service=service, words="Our nurse Ann", by=lead, now=NOW)
    client = signed_in(member)
    assert "Our nurse Ann" not in client.get("/worried/").content.decode()
    approve_help_words(
        version=version, approver="Leah", review_on=date(2027, 9, 8), by=lead, now=NOW
    )
    assert "Our nurse Ann" in client.get("/worried/").content.decode()


@pytest.mark.parametrize("who", ["clinician", "other_clinician", "member"])
def test_it_is_the_lead_s_alone(request, url, who):
    client = signed_in(request.getfixturevalue(who))
    answers = [
        client.get(url).status_code,
        *(client.post(f"{url}{step}/").status_code for step in ("propose", "approve")),
    ]
    assert answers == [404] * 3
