"""Whatever is typed or forged, at every address: an answer that somebody meant, never a fault."""

import re
from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from followon.messaging.queries.health import NEEDED
from followon.messaging.services.heartbeats import leave_mark
from tests.cast import signed_in
from tests.house.world import address, people, url_names

__all__ = ["address", "people"]
pytestmark = pytest.mark.django_db

EMOJI = "\U0001f469\U0001f3fd\u200d\U0001f9bd"
LONG_ADDRESS = f"{'a' * 60}@{('b' * 60 + '.') * 4}example.com"
HOSTILE = (
    "",
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "x" * 60,
    EMOJI * 20,
    "-1",
    "9" * 30,
    "\u0663\u00b2",  # figures, to Unicode
    "2026-02-31",
    LONG_ADDRESS,
    "<script>alert(1)</script>'\"",
    "=1+1\r\nX: y",
    "25:61",
)
# One box at a time, with the others filled in well, these come as far as the database.
SHARP = ("a\x00b", "x" * 60, "9" * 30, "\u0663\u00b2", LONG_ADDRESS)
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
    "how_long": "date",
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
# What stands behind the question mark is read by few pages.
QUERIED = ("a\x00b", "x" * 4_000, EMOJI, "//example.com/<script>")
QUERIES = ("next", "area", "to", "change", "page")
NUMBERS = ("0", str(2**31), str(2**63), "9" * 40)
WORDS = ("x" * 2_000, "a\x00b", EMOJI, "..", "%00", "nobody", "x" * 22)
BOX = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')


@pytest.fixture
def visitor(request, people, settings, now):
    """Somebody's visitor, which shows a fault as a page with status 500."""
    settings.SIGN_IN_FLOOR = 0
    for part in NEEDED:
        leave_mark(part, now=now)
    user = people[request.param]
    client = Client() if user is None else signed_in(user)
    client.raise_request_exception = False
    return client


everybody = pytest.mark.parametrize(
    "visitor", ["anonymous", "coordinator", "clinician"], indirect=True
)


@pytest.fixture
def pages(address):
    """Every address, by its name; a page of nothing that the world has takes any id."""

    def at_all(name: str, parts: tuple[str, ...]) -> str:
        try:
            return address(name, parts)
        except NoReverseMatch:
            return reverse(name, kwargs=dict.fromkeys(parts, uuid4()))

    return {name: at_all(name, parts) for name, parts in url_names()}


def status(ask, *args, **kwargs) -> int:
    """What that request answers; what it changed is undone."""
    before = transaction.savepoint()
    try:
        return ask(*args, **kwargs).status_code
    finally:
        transaction.savepoint_rollback(before)


def boxes(visitor: Client, where: str) -> list[str]:
    """The names in the forms of a page."""
    page = visitor.get(where)
    found = BOX.findall(page.content.decode(errors="replace")) if page.status_code == 200 else []
    return sorted(set(found) - {"csrfmiddlewaretoken"})


@everybody
def test_no_query_makes_a_fault(visitor, pages):
    found = {
        (name, value[:20])
        for name, where in pages.items()
        for value in QUERIED
        if status(visitor.get, where, dict.fromkeys(QUERIES, value)) >= 500
    }
    assert found == set()


@pytest.mark.parametrize("visitor", ["anonymous"], indirect=True)
@pytest.mark.parametrize("value", QUERIED)
def test_the_pages_of_development_stand_it_too(visitor, settings, value):
    settings.DEBUG = True
    assert status(visitor.get, reverse("messaging:outbox"), {"to": value}) == 200
    texted = {"number": value, "words": value}
    assert status(visitor.post, reverse("messaging:outbox_reply"), texted) == 302


@everybody
def test_nothing_typed_into_every_box_makes_a_fault(visitor, pages):
    found = set()
    for name, where in pages.items():
        names = boxes(visitor, where) or list(GOOD)
        found |= {
            (name, value[:20])
            for value in HOSTILE
            if status(visitor.post, where, {box: [value] * 2 for box in names}) >= 500
        }
    assert found == set()


@everybody
def test_nothing_typed_into_one_box_makes_a_fault(visitor, pages):
    found = set()
    for name, where in pages.items():
        names = boxes(visitor, where)
        good = {box: GOOD[box] for box in names if box in GOOD}
        found |= {
            (name, box, value[:20])
            for box in names
            for value in SHARP
            if status(visitor.post, where, {**good, box: value}) >= 500
        }
    assert found == set()


@everybody
def test_no_address_makes_a_fault(visitor, pages):
    found = set()
    for name, good in pages.items():
        for where in forged(name, good):
            if max(status(visitor.get, where), status(visitor.post, where)) >= 500:
                found.add((name, where[:60]))
    assert found == set()


def forged(name: str, good: str) -> list[str]:
    """The address with other values in its places, as far as an address can look so."""
    given = resolve(good).kwargs
    found = []
    for part, value in given.items():
        for other in NUMBERS if isinstance(value, int) else WORDS:
            with suppress(NoReverseMatch):
                found.append(reverse(name, kwargs={**given, part: other}))
    return found
