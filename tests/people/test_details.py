"""A person's own details, each changed on a page of its own."""

from datetime import time

import pytest
from django.test import Client

from followon.people.queries.sharing import audience_of
from followon.people.services.contacts import mark_dead, set_contact
from tests.cast import NOW, make_group, make_person, signed_in
from tests.catalogue import catalogue

PAGES = [
    "/details/",
    "/details/name/",
    "/details/reach/",
    "/details/quiet-hours/",
    "/details/weekly/",
    "/details/language/",
    "/details/needs/",
    "/details/contact/mobile/",
    "/details/contact/email/",
    "/details/contact/landline/",
    "/details/sharing/mobile/",
    "/details/sharing/needs/",
]


@pytest.fixture
def ann(service):
    ann = make_person("Ann Example", mobile="07700 900123")
    make_group(service, coordinator=ann)
    return ann


@pytest.fixture
def browser(ann):
    return signed_in(ann)


@pytest.mark.parametrize("page_url", PAGES)
def test_opens_for_its_person_and_for_nobody_signed_out(browser, page_url):
    assert browser.get(page_url).status_code == 200
    assert Client().get(page_url).url == f"/sign-in/?next={page_url}"


@pytest.mark.parametrize("page_url", PAGES)
def test_every_page_has_a_title_of_its_own(browser, page_url):
    title = browser.get(page_url).content.decode().partition("<title>")[2].partition(" – ")[0]
    assert len(title) > 10


@pytest.mark.parametrize("page_url", ["/details/contact/fax/", "/details/sharing/goals/"])
def test_unknown_kinds(browser, page_url):
    assert browser.get(page_url).status_code == 404


def test_shows_ones_own_and_nobody_elses(browser):
    make_person("Bob Other", mobile="07700 900124", email="bob@example.com")
    html = browser.get("/details/").content.decode()
    assert "07700 900123" in html
    assert "Bob" not in html
    assert "900124" not in html


def test_name(browser, ann):
    assert browser.post("/details/name/", {"preferred_name": " Annie "}).url == "/details/"
    ann.refresh_from_db()
    assert (ann.preferred_name, ann.full_name) == ("Annie", "Ann Example")


def test_reach(browser, ann):
    assert browser.post("/details/reach/", {"reach": "call"}).url == "/details/"
    ann.preference.refresh_from_db()
    assert ann.preference.reach == "call"


def test_one_message_a_week(browser, ann):
    assert browser.post("/details/weekly/", {"weekly": "yes"}).url == "/details/"
    ann.preference.refresh_from_db()
    assert ann.preference.weekly is True
    assert "One message a week" in browser.get("/details/").content.decode()
    browser.post("/details/weekly/", {"weekly": "no"})
    ann.preference.refresh_from_db()
    assert ann.preference.weekly is False
    assert "Select how often" in browser.post("/details/weekly/", {}).content.decode()


def test_a_language_is_offered_once_it_is_translated(browser, ann, settings, tmp_path):
    assert browser.post("/details/language/", {"language": "cy"}).status_code == 200
    assert "Language of our messages" not in browser.get("/details/").content.decode()
    settings.LOCALE_PATHS = [catalogue(tmp_path, "cy")]
    assert browser.post("/details/language/", {"language": "cy"}).url == "/details/"
    ann.preference.refresh_from_db()
    assert ann.preference.language == "cy"
    assert "Cymraeg" in browser.get("/details/").content.decode()


def test_quiet_hours(browser, ann):
    browser.post("/details/quiet-hours/", {"quiet_from": "6pm", "quiet_until": "10:30"})
    ann.preference.refresh_from_db()
    assert (ann.preference.quiet_from, ann.preference.quiet_until) == (time(18), time(10, 30))
    browser.post("/details/quiet-hours/", {"quiet_from": "", "quiet_until": ""})
    ann.preference.refresh_from_db()
    assert (ann.preference.quiet_from, ann.preference.quiet_until) == (None, None)


def test_one_quiet_hour_is_asked_for_the_other(browser):
    response = browser.post("/details/quiet-hours/", {"quiet_from": "6pm", "quiet_until": ""})
    assert "Enter both times" in response.content.decode()


def test_sharing(browser, ann):
    browser.post("/details/sharing/mobile/", {"audience": "group"})
    assert audience_of(ann)["mobile"] == "group"
    assert audience_of(ann)["email"] == "nobody"


@pytest.mark.parametrize("typed", ["", "ann", "07700 900123"])
def test_what_is_no_email_is_asked_again_with_what_was_typed(browser, ann, typed):
    html = browser.post("/details/contact/email/", {"value": typed}).content.decode()
    assert "Enter an email address, like name@example.com" in html
    assert f'value="{typed}"' in html or not typed
    assert not ann.contacts.filter(kind="email").exists()


def test_the_only_way_to_sign_in_stays(browser, ann):
    browser.post("/details/contact/mobile/remove/")
    assert ann.contacts.count() == 1
    assert "only way that you can sign in" in browser.get("/details/").content.decode()
    set_contact(user=ann, kind="email", raw="ann@example.com", by=ann, now=NOW)
    browser.post("/details/contact/mobile/remove/")
    assert list(ann.contacts.values_list("kind", flat=True)) == ["email"]


def test_the_other_way_to_sign_in_has_to_work(browser, ann):
    other = set_contact(user=ann, kind="email", raw="ann@example.com", by=ann, now=NOW)
    mark_dead(contact=other, now=NOW)
    browser.post("/details/contact/mobile/remove/")
    assert ann.contacts.count() == 2
    browser.post("/details/contact/email/remove/")
    assert list(ann.contacts.values_list("kind", flat=True)) == ["mobile"]


def test_removing_takes_a_post_and_something_to_remove(browser):
    assert browser.get("/details/contact/mobile/remove/").status_code == 405
    assert browser.post("/details/contact/landline/remove/").status_code == 404


@pytest.mark.parametrize(
    ("page_url", "sent"),
    [
        ("/details/name/", {"preferred_name": "Annie"}),
        ("/details/reach/", {"reach": "text"}),
        ("/details/quiet-hours/", {"quiet_from": "6pm", "quiet_until": "10am"}),
        ("/details/weekly/", {"weekly": "yes"}),
        ("/details/sharing/mobile/", {"audience": "group"}),
    ],
)
def test_every_change_says_that_it_was_saved(browser, page_url, sent):
    assert "Saved." in browser.post(page_url, sent, follow=True).content.decode()
    assert "Saved." not in browser.get("/details/").content.decode()
