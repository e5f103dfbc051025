"""No test here asks for the database, so the first query would fail it."""

import pytest
from django.conf import settings
from django.test import Client

from tests.pages.html import Page
from tests.pages.render import draw

pytestmark = pytest.mark.urls("tests.pages.urls")


@pytest.fixture
def returning():
    """Somebody whose browser still holds the cookie of a session."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    return client


def read(response):
    return Page(response.content.decode())


@pytest.mark.parametrize("path", ["/help-now/", "/privacy/", "/accessibility/"])
def test_it_opens_without_sign_in_session_or_cookies(returning, path):
    response = returning.get(path)
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert read(response).all("script") == []
    assert read(response).all("form") == []


@pytest.mark.django_db
def test_help_asks_the_database_nothing(returning, django_assert_num_queries):
    with django_assert_num_queries(0):
        returning.get("/help-now/")


def test_help_is_found_without_its_last_slash(returning):
    response = returning.get("/help-now")
    assert (response.status_code, response.url) == (301, "/help-now/")


def test_help_has_the_numbers_to_call(client):
    page = read(client.get("/help-now/"))
    numbers = {e["href"]: e.text for e in page.of_class("fo-call")}
    assert numbers == {
        "tel:999": "999",
        "tel:111": "111",
        "tel:116123": "116 123",
        "sms:85258": "85258",
    }
    assert "111 and select the mental health option" in page.one("main").text
    assert "text SHOUT free to 85258" in page.one("main").text
    assert "text HELP to the number that our texts come from" in page.one("main").text


def test_help_shows_the_services_own_number_and_hours():
    hours = "Monday to Friday, 9am to 5pm"
    source = '{% extends "pages/help_now.jinja" %}'
    page = draw(source, service_phone="+441174960123", service_hours=hours)
    assert page.one("a", href="tel:+441174960123").text == "0117 496 0123"
    assert hours in page.one("main").text


@pytest.mark.parametrize("path", ["/help-now/", "/privacy/", "/accessibility/"])
def test_it_only_shows(client, path):
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/no-such-page/", 404, "Page not found"),
        ("/gone/", 404, "Page not found"),
        ("/broken/", 500, "Sorry, something went wrong"),
    ],
)
def test_an_error_page_says_what_to_do(path, status, heading):
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == status
    assert read(response).one("h1").text == heading
    assert read(response).one("title").text == f"{heading} – Follow-on"
    assert response.cookies == {}


def test_when_all_is_broken_the_numbers_to_call_still_stand_there(returning):
    page = read(returning.get("/broken/"))
    assert [e.text for e in page.of_class("fo-call")] == ["999", "111", "116 123", "85258"]


def test_a_form_from_elsewhere_is_turned_away_in_plain_words():
    response = Client(enforce_csrf_checks=True).post("/sign-out/")
    assert response.status_code == 403
    assert read(response).one("h1").text == "The page was open too long"


def test_a_request_that_cannot_be_read(returning):
    response = returning.get("/staff/", headers={"host": "elsewhere.example.org"})
    assert response.status_code == 400
    assert read(response).one("h1").text == "We could not read that"


def test_every_page_names_its_policy(client):
    policy = client.get("/help-now/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy
