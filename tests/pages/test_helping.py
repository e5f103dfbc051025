"""If you need help now, from a file: it opens when the database is down, and says all it can."""

import json
import os
import stat

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client

from followon import help_page
from followon.pages.helping import services_in_file, write_services
from tests.pages.html import Page

ONE = {
    "name": "Avon Pain Service",
    "phone": "0117 496 0100",
    "hours": "Monday to Friday, 9am to 5pm",
    "words": "Our nurse: 0117 496 0101\n<b>Ask for Ann</b>",
}
TWO = {"name": "Mendip", "phone": "0117 496 0200", "hours": "Fridays", "words": ""}
NATIONAL = ("tel:999", "tel:111", "tel:116123", "sms:85258")


@pytest.fixture
def file(settings, tmp_path):
    settings.HELP_FILE = str(tmp_path / "deep" / "help.json")
    return tmp_path / "deep" / "help.json"


def page() -> str:
    """As somebody sees it who is not signed in; a test without a database cannot ask one."""
    response = Client().get("/help-now/")
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_one_service_s_words_stand_below_the_national_numbers(file):
    write_services([ONE])
    html = page()
    assert all(number in html for number in NATIONAL)
    assert html.index("85258") < html.index('href="tel:01174960100"') < html.index("Our nurse")
    assert "&lt;b&gt;Ask for Ann&lt;/b&gt;" in html
    assert "<script" not in read_main(html)


def read_main(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def test_several_services_are_told_apart_by_name(file):
    write_services([ONE, TWO])
    html = page()
    assert html.index("<strong>Avon Pain Service</strong>") < html.index("<strong>Mendip</strong>")
    assert 'href="tel:01174960200"' in html


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "7", '["x"]', '[{"name": "x"}]', "null", '{"a": 1}', "\xff"],
)
def test_a_file_that_says_nothing_good_leaves_the_national_numbers(file, said):
    file.parent.mkdir()
    file.write_bytes(said.encode("latin-1"))
    html = page()
    assert all(number in html for number in NATIONAL)
    assert "text HELP to the number" in html


def test_without_a_file_or_a_place_for_it_the_page_opens_too(file, settings):
    assert "116 123" in page()
    settings.HELP_FILE = ""
    write_services([ONE])
    assert services_in_file() == []


def test_a_service_cannot_take_a_national_number_away(file):
    write_services([{**ONE, "words": "Do not call 999. --> {{ 999 }} {% raw %}"}])
    html = page()
    assert all(html.count(f'href="{number}"') >= 1 for number in NATIONAL)


def test_somebody_else_s_file_is_not_believed(file, monkeypatch):
    write_services([ONE])
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert services_in_file() == []


def test_the_file_is_ours_alone_and_changes_in_one_step(file):
    write_services([ONE])
    first = file.stat()
    assert stat.S_IMODE(first.st_mode) == 0o600
    write_services([ONE])
    assert file.stat().st_mtime_ns == first.st_mtime_ns, "the same is not written again"
    write_services([TWO])
    assert json.loads(file.read_text()) == [TWO]
    assert [each.name for each in file.parent.iterdir()] == ["help.json"]


@pytest.fixture
def ordinary(file, service):
    """A page that uses the database, behind the middleware."""

    def answer(request):
        connection.ensure_connection()
        return HttpResponse()

    return help_page.KeepHelpFresh(answer)


def test_an_ordinary_page_refreshes_it_once_a_minute(ordinary, file, monkeypatch):
    ordinary(None)
    assert [each["name"] for each in services_in_file()] == ["Avon Pain Service"]
    file.unlink()
    ordinary(None)
    assert services_in_file() == []
    ordinary.next_at = 0.0
    ordinary(None)
    assert len(services_in_file()) == 1


@pytest.mark.parametrize("error", [DatabaseError("Wombat"), OSError("Wombat")])
def test_what_was_written_last_stays_when_the_database_or_the_disk_fails(
    ordinary, file, monkeypatch, caplog, error
):
    ordinary(None)

    def fail():
        raise error

    monkeypatch.setattr(help_page, "help_page", fail)
    ordinary.next_at = 0.0
    assert ordinary(None).status_code == 200
    assert len(services_in_file()) == 1
    assert "could not be refreshed" in caplog.text
    assert "Wombat" not in caplog.text


def test_a_page_that_asks_no_database_does_not_make_it_asked(file, monkeypatch):
    monkeypatch.setattr(help_page, "connection", type("Closed", (), {"connection": None}))
    monkeypatch.setattr(help_page, "help_page", lambda: pytest.fail("asked"))
    assert help_page.KeepHelpFresh(lambda request: HttpResponse())(None).status_code == 200


def test_it_stands_behind_the_pages_that_stand_alone_and_is_off_without_a_file(settings):
    order = django_settings.MIDDLEWARE
    assert order.index("followon.pages.alone.StandAlone") < order.index(
        "followon.help_page.KeepHelpFresh"
    )
    settings.HELP_FILE = ""
    with pytest.raises(MiddlewareNotUsed):
        help_page.KeepHelpFresh(lambda request: HttpResponse())


def test_the_page_for_errors_says_them_too(file):
    from followon.pages.views import server_error

    write_services([ONE])
    assert "Our nurse" in server_error(None).content.decode()


def test_the_page_is_one_page_with_one_heading(file):
    write_services([ONE, TWO])
    assert Page(page()).one("h1").text == "If you need help now"
