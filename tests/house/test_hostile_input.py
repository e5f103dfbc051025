"""Whatever is typed or forged, at every address: an answer that somebody meant, never a fault."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import NOW, signed_in
from tests.groups.make import at
from tests.house.world import address, people, url_names

__all__ = ["address", "people"]
pytestmark = pytest.mark.django_db

EMOJI = "\U0001f469\U0001f3fd\u200d\U0001f9bd"
HOSTILE = (
    "",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    EMOJI * 20,
    "-1",
    "9" * 30,
    "\u0663\u00b2",  # figures, to Unicode
    "2026-02-31",
    f"{'a' * 60}@{('b' * 60 + '.') * 4}example.com",
    "<script>alert(1)</script>'\"",
    "=1+1\r\nX: y",
    "25:61",
)
# What a form's other boxes hold while one of them is tried.
GOOD = {
    "full_name": "Bob Bell",
    "name": "Bob",
    "preferred_name": "Bob",
    "site_name": "Southmead",
    "date_day": "1",
    "date_month": "10",
    "date_year": "2026",
    "date": "2026-10-01",
    "first_date_day": "1",
    "first_date_month": "10",
    "first_date_year": "2026",
    "until_day": "1",
    "until_month": "11",
    "until_year": "2026",
    "time": "2pm",
    "sessions": "10",
    "outcome": "met",
    "headcount": "3",
    "version": "1",
    "answer": "coming",
    "kind": "cafe",
    "place": "later",
    "wish": "yes",
    "reach": "letter",
    "agreed": "on",
    "rhythm": "monthly",
}
QUERIES = ("next", "area", "to", "change", "page")
NUMBERS = ("0", str(2**31), str(2**63), "9" * 40)
WORDS = ("x" * 2_000, "a\x00b", EMOJI, "..", "%00", "nobody", "x" * 22)
BOX = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')


@pytest.fixture
def browser(request, people, settings):
    """Somebody's browser, which shows a fault as a page with status 500."""
    settings.SIGN_IN_FLOOR = 0
    user = people[request.param]
    client = Client() if user is None else signed_in(user)
    client.raise_request_exception = False
    return client


everybody = pytest.mark.parametrize(
    "browser", ["anonymous", "coordinator", "clinician"], indirect=True
)


def status(ask, *args, **kwargs) -> int:
    """What that request answers; what it changed is undone."""
    before = transaction.savepoint()
    try:
        return ask(*args, **kwargs).status_code
    finally:
        transaction.savepoint_rollback(before)


def boxes(browser: Client, where: str) -> list[str]:
    """The names in the forms of a page."""
    page = browser.get(where)
    found = BOX.findall(page.content.decode(errors="replace")) if page.status_code == 200 else []
    return sorted(set(found) - {"csrfmiddlewaretoken"})


@everybody
def test_no_query_makes_a_fault(browser, address):
    found = {
        (name, value[:20])
        for name, parts in url_names()
        for value in HOSTILE[1:]
        if status(browser.get, address(name, parts), dict.fromkeys(QUERIES, value)) >= 500
    }
    assert found == set()


@everybody
def test_nothing_typed_into_every_box_makes_a_fault(browser, address):
    found = set()
    for name, parts in url_names():
        where = address(name, parts)
        names = boxes(browser, where) or list(GOOD)
        found |= {
            (name, value[:20])
            for value in HOSTILE
            if status(browser.post, where, dict.fromkeys(names, [value, value])) >= 500
        }
    assert found == set()


@everybody
def test_nothing_typed_into_one_box_makes_a_fault(browser, address, programme):
    found = set()
    for name, parts in url_names():
        where = address(name, parts)
        names = boxes(browser, where)
        good = {box: GOOD[box] for box in names if box in GOOD}
        found |= {
            (name, box, value[:20])
            for box in names
            for value in HOSTILE
            if status(browser.post, where, {**good, box: value}) >= 500
        }
    assert found == set()


@everybody
def test_no_address_makes_a_fault(browser, address):
    found = set()
    for name, parts in url_names():
        for part in parts:
            values = NUMBERS if part.endswith(("job_id", "member_id", "reader_id")) else WORDS
            for value in values:
                where = forged(address(name, parts), name, parts, part, value)
                if where and max(status(browser.get, where), status(browser.post, where)) >= 500:
                    found.add((name, part, value[:20]))
    assert found == set()


def forged(good: str, name: str, parts: tuple[str, ...], part: str, value: str) -> str:
    """The address with another value in one place; "" where no address looks so."""
    from django.urls import resolve

    given = {**resolve(good).kwargs, part: value}
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        return ""
