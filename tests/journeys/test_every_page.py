"""Every page of the site, as somebody who may see it, drawn by Chromium at phone and desk size.

The pages come from the test client, so a page that is added is looked at without a journey of its
own; the rules are the baseline's, and forms sent empty are looked at with their errors.
"""

from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Route

from tests.cast import signed_in
from tests.house.access import TABLE
from tests.house.world import CAST_OF_THE_HOUSE, address, people, url_names
from tests.journeys.baseline import SIDEWAYS, meets_the_baseline
from tests.journeys.conftest import DESK, PHONE

__all__ = ["address", "people"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITE = "http://testserver"
ZOOMED = {"width": 320, "height": 256}  # a desk's 1280 px at 400 %
# Drawn for machines, or for whoever develops.
NOT_PAGES = {"health_live", "health_ready", "messaging:health", "messaging:outbox"}
# These have nothing that somebody before them in the cast does not see too.
SEE_NOTHING_NEW = {"outsider", "deputy", "other_clinician"}
LEAD_NOWHERE = """() => [...document.querySelectorAll('.nhsuk-error-summary a')]
  .filter((link) => !document.getElementById(link.hash.slice(1)))
  .map((link) => link.innerText)"""


def first_who_may(name: str) -> str | None:
    """The first of the cast for whom the address is a page."""
    row = dict(zip(CAST_OF_THE_HOUSE, TABLE[name], strict=True))
    return next((who for who, status in row.items() if status == 200), None)


def is_a_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]


@pytest.fixture(scope="module", autouse=True)
def _beside_a_loop():
    """Playwright's loop runs in this thread; the client is called from it, one at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def draw(chromium, settings):
    """Draws an answer of the test client's in a browser, with its styles and scripts."""
    settings.DEBUG = False
    files = Client()
    context = chromium.new_context(viewport=PHONE, has_touch=True, locale="en-GB")
    page, elsewhere, shown = context.new_page(), [], {}

    def serve(route: Route) -> None:
        where = urlsplit(route.request.url)
        if f"{where.scheme}://{where.netloc}" != SITE:
            elsewhere.append(route.request.url)
            route.abort()
            return
        is_document = route.request.resource_type == "document"
        answer = shown["answer"] if is_document else files.get(where.path)
        body = b"".join(answer) if answer.streaming else answer.content
        headers = dict(answer.headers.items())
        route.fulfill(status=answer.status_code, headers=headers, body=body)

    def drawn(answer: HttpResponse) -> Page:
        shown["answer"] = answer
        page.set_viewport_size(PHONE)
        page.goto(f"{SITE}{answer.request['PATH_INFO']}")
        return page

    page.route("**/*", serve)
    yield drawn
    context.close()
    assert elsewhere == []


@pytest.mark.parametrize("who", CAST_OF_THE_HOUSE)
def test_every_page_meets_the_baseline(who, address, people, draw):
    user = people[who]
    looked_at = []
    for name, parts in url_names():
        if first_who_may(name) != who or name in NOT_PAGES:
            continue
        client = Client() if user is None else signed_in(user)
        where = address(name, parts)
        answer = client.get(where)
        if not is_a_page(answer):
            continue
        page = draw(answer)
        meets_the_baseline(page, script=True)
        for size in (DESK, ZOOMED):
            page.set_viewport_size(size)
            assert page.evaluate(SIDEWAYS) <= 0, f"{name} scrolls sideways at {size['width']} px"
        looked_at.append(name)
        if b"<form" in answer.content and b"novalidate" in answer.content:
            with transaction.atomic():  # what it may have changed is not for the next page
                sent_empty(client.post(where), draw, where)
                transaction.set_rollback(True)
    assert looked_at or who in SEE_NOTHING_NEW


def sent_empty(answer: HttpResponse, draw, where: str) -> None:
    """A form with nothing in it: errors in a summary that leads to the boxes, or it was enough."""
    assert answer.status_code < 500, f"{where} sent empty: {answer.status_code}"
    if not is_a_page(answer):
        return
    page = draw(answer)
    if page.locator(".nhsuk-error-summary").count():
        assert page.title().startswith("Error: "), where
        assert page.evaluate(LEAD_NOWHERE) == [], where
        meets_the_baseline(page, script=True)
