"""A lead tries other words: the preview follows the typing; without script a button shows it.

The pages come from the test client, drawn and scripted by a real browser.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from followon.messaging.models import OwnWords
from tests.cast import signed_in
from tests.journeys.baseline import meets_the_baseline
from tests.journeys.conftest import PHONE

# The browser's requests come on a connection of their own, which sees what is committed alone.
pytestmark = pytest.mark.django_db(transaction=True)
SITE = "http://testserver"
OTHER = "Hello {first_name}, our tea is {when}[ at {place}]. {answer} {link}"


@pytest.fixture(scope="module", autouse=True)
def _beside_a_loop(django_db_setup):
    """Playwright's loop runs in this thread, once the database is made; one call at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def opened(chromium, settings, service, lead) -> Callable[[bool], Page]:
    """The page of a reminder's text in a phone's browser, with or without script."""
    settings.DEBUG = False
    client, contexts = signed_in(lead), []

    def asked(request: Request):
        path = urlsplit(request.url).path
        if request.method == "GET":
            return client.get(path)
        kind = request.headers["content-type"]
        return client.generic("POST", path, request.post_data_buffer or b"", content_type=kind)

    def serve(route: Route) -> None:
        answer = asked(route.request)
        body = b"".join(answer) if answer.streaming else answer.content
        route.fulfill(status=answer.status_code, headers=dict(answer.headers.items()), body=body)

    def open_page(script: bool) -> Page:
        context = chromium.new_context(viewport=PHONE, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", serve)
        page.goto(f"{SITE}/service/wording/{service.pk}/reminder_7/text/en/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_the_preview_follows_what_is_typed(opened):
    # Given the page of a text, with script
    page = opened(True)
    expect(page.locator("#preview")).to_contain_text("Ruby, we meet Tue 22 Sep 2pm at The Bakery.")
    # When the lead types other words
    box = page.get_by_label("Words of the message")
    box.fill(OTHER)
    # Then they show by themselves, the count is said once typing rests, and the words stay
    expect(page.locator("#preview")).to_contain_text("Hello Ruby, our tea is Tue 22 Sep 2pm")
    expect(page.locator("#preview-said")).to_contain_text("of 160 characters, 1 text message")
    expect(box).to_have_value(OTHER)
    expect(box).to_be_focused()
    # And what cannot be sent is named
    box.fill(OTHER + " {grupo}")
    expect(page.locator("#preview")).to_contain_text("{grupo} is not in the list of placeholders")
    meets_the_baseline(page, script=True)
    assert not OwnWords.objects.exists()


def test_without_script_a_button_shows_the_preview(opened):
    # Given the same page without script
    page = opened(False)
    # When the lead asks for the preview of other words
    page.get_by_label("Words of the message").fill(OTHER)
    page.get_by_role("button", name="Preview").click()
    # Then it shows, the words stay, and nothing is saved
    expect(page.locator("#preview")).to_contain_text("Hello Ruby, our tea is Tue 22 Sep 2pm")
    expect(page.get_by_label("Words of the message")).to_have_value(OTHER)
    assert not OwnWords.objects.exists()
    # And saved from there, they are used
    page.get_by_role("button", name="Save").click()
    expect(page.locator("body")).to_contain_text("Saved. The next messages use these words.")
    assert OwnWords.objects.get().body == OTHER
