"""A running site, its stand-ins, and browsers of phone and desk size."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE, FakeNotify
from tests.fakes.smtp_sink import SmtpSink
from tests.journeys.baseline import meets_the_baseline, refuse_third_parties
from tests.journeys.inbox import Inbox
from tests.journeys.processes import Site, free_port

CALLBACK_TOKEN = secrets.token_urlsafe(24)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Ends with the journeys: beside its loop Django's database refuses to work for later tests."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or None
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")
    browser = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-quic"])
    yield browser
    browser.close()


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify(auto=True) as gateway:
        yield gateway


@pytest.fixture
def mails() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def inbox(notify: FakeNotify, mails: SmtpSink) -> Inbox:
    return Inbox(notify, mails)


@pytest.fixture
def database() -> Iterator[str]:
    """A new empty database beside the tests' own; gone afterwards."""
    server = os.environ["DATABASE_URL"]
    name = f"journey_{secrets.token_hex(4)}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    connection.close()


@pytest.fixture
def site(database: str, notify: FakeNotify, mails: SmtpSink, tmp_path: Path) -> Iterator[Site]:
    """The site's processes, not yet started: `site.travel(moment)` starts them."""
    base_url = f"http://127.0.0.1:{free_port()}"
    notify.receipt_url = f"{base_url}/hooks/notify/receipts/"
    notify.inbound_url = f"{base_url}/hooks/notify/texts/"
    notify.receipt_token = notify.inbound_token = CALLBACK_TOKEN
    environment = {
        "DEBUG": "1",
        "BASE_URL": base_url,
        "DATABASE_URL": database,
        "PLAN_EVERY_SECONDS": "2",
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "smtp",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mails.port),
        "NOTIFY_BASE_URL": notify.url,
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
        "NOTIFY_CALLBACK_TOKEN": CALLBACK_TOKEN,
    }
    with Site(environment, tmp_path / "site.log") as running:
        running.manage("migrate", "--no-input")
        yield running


@pytest.fixture
def visitor(chromium: Browser, site: Site, tmp_path: Path) -> Iterator[Callable[..., "Visitor"]]:
    """Makes people with browsers of their own: `visitor(phone=True, script=False)`."""
    contexts: list[BrowserContext] = []

    def make(*, phone: bool = True, script: bool = True) -> Visitor:
        context = chromium.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=script,
            base_url=site.url,
            has_touch=phone,
            locale="en-GB",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), site.url, script=script)

    yield make
    for context in contexts:
        context.close()


class Visitor:
    """One person at a browser."""

    def __init__(self, page: Page, home: str, *, script: bool) -> None:
        self.page, self.script = page, script
        self.elsewhere = refuse_third_parties(page, home)

    def opens(self, address: str) -> Page:
        """Go there and check the page that opens."""
        answer = self.page.goto(address)
        assert answer is not None, address
        assert answer.status < 400, f"{address}: {answer.status}"
        self.looks()
        return self.page

    def presses(self, words: str) -> Page:
        """Press a button, or a link that is drawn as one, and check the page that follows."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.looks()
        return self.page

    def follows(self, words: str) -> Page:
        """Follow a link and check the page that opens."""
        self.page.get_by_role("link", name=words).first.click()
        self.looks()
        return self.page

    def looks(self) -> None:
        """The baseline, on whatever is open."""
        self.page.wait_for_load_state()
        meets_the_baseline(self.page, script=self.script)
        assert self.elsewhere == []
