import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.forms import CharField, Form, HiddenInput, formset_factory
from django.test import RequestFactory, override_settings

from tests.pages.forms import EveryKind
from tests.pages.html import Page
from tests.pages.render import draw, question, render

PAGE = (
    '{% extends "layouts/page.jinja" %}{% block title %}My group{% endblock %}'
    "{% block content %}<p>Hello</p>{% endblock %}"
)


class Person:
    is_authenticated = True


@pytest.fixture
def request_of():
    def make(user, path="/"):
        request = RequestFactory().get(path)
        request.user = user
        request._messages = CookieStorage(request)
        return request

    return make


def test_the_frame_of_a_page():
    page = draw(PAGE)
    assert page.one("html")["lang"] == "en-GB"
    assert page.one("title").text == "My group – Follow-on"
    assert page.one("h1").text == "My group"
    assert page.one("meta", name="robots")["content"] == "noindex, nofollow"
    assert page.one("meta", name="referrer")["content"] == "same-origin"
    skip = page.of_class("nhsuk-skip-link")[0]
    assert page.one("main")["id"] == skip["href"].removeprefix("#")


def test_help_is_one_tap_away():
    assert draw(PAGE).one("a", href="/help-now/").text == "If you need help now"


def test_no_inline_script_or_style_and_nothing_from_elsewhere():
    page = draw(PAGE)
    assert [e["src"] for e in page.all("script")] == ["/static/dist/followon.js"]
    assert [e for e in page.elements if "style" in e.attrs or e.tag == "style"] == []
    links = [e.attrs.get("href") or e.attrs.get("src") or "/" for e in page.elements]
    assert [link for link in links if not link.startswith(("/", "#"))] == []


def test_a_page_that_draws_its_own_heading_has_one_only():
    page = draw(PAGE.replace("<p>Hello</p>", "<h1>Another</h1>"))
    assert page.one("h1").text == "Another"


def test_the_neutral_look_has_no_logo_and_no_nhs_lettering():
    assert "nhsuk-header__logo" not in render(PAGE)


def test_words_of_a_title_are_text():
    source = '{% extends "layouts/page.jinja" %}{% block title %}{{ name }}{% endblock %}'
    page = draw(source, name="<i>Tom & co")
    assert page.one("h1").text == "<i>Tom & co"
    assert page.one("title").text == "<i>Tom & co – Follow-on"


@pytest.mark.parametrize(("size", "expected"), [("large", "fo-text-large"), ("x", None)])
def test_text_size(size, expected):
    assert draw(PAGE, text_size=size).one("html").attrs.get("class") == expected


def test_a_question_whose_errors_are_told_at_the_top_and_in_the_title():
    page = question(EveryKind({"day_day": "1"}), back_url="/back/")
    assert page.one("title").text == "Error: Book a meeting – Follow-on"
    assert "There is a problem" in page.of_class("nhsuk-error-summary")[0].text
    assert page.of_class("nhsuk-back-link")[0]["href"] == "/back/"


def test_each_link_of_the_error_summary_leads_to_a_control():
    page = question(EveryKind({"day_day": "1"}))
    targets = [e["href"].removeprefix("#") for e in page.all("a") if e["href"].startswith("#id_")]
    controls = [
        e.attrs["id"]
        for e in page.elements
        if e.tag in ("input", "select", "textarea") and "id" in e.attrs
    ]
    assert targets == [
        "id_name", "id_email", "id_mobile", "id_count", "id_note", "id_town", "id_answer",
        "id_needs", "id_agree", "id_upload", "id_day-month", "id_at",
    ]  # fmt: skip
    assert [target for target in targets if target not in controls] == []


def test_no_summary_and_no_prefix_without_errors():
    page = question(EveryKind())
    assert page.one("title").text == "Book a meeting – Follow-on"
    assert page.of_class("nhsuk-error-summary") == []


def test_a_form_with_a_file_is_sent_as_one():
    assert question(EveryKind()).one("form")["enctype"] == "multipart/form-data"


class Pair(Form):
    key = CharField(widget=HiddenInput)
    name = CharField()

    def clean(self):
        self.add_error(None, "Someone else moved the meeting. Look at it again.")


def test_errors_of_the_whole_form_and_of_hidden_fields_lead_to_the_first_control():
    page = question(Pair({"name": "Ann"}))
    links = [(e.text, e["href"]) for e in page.all("a") if e["href"].startswith("#id_")]
    assert links == [
        ("Someone else moved the meeting. Look at it again.", "#id_name"),
        ("Enter an answer", "#id_name"),
    ]


def test_errors_of_a_formset():
    people = formset_factory(Pair)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0",
                                    "form-0-name": "Ann"})  # fmt: skip
    page = draw(PAGE, form=people)
    assert len(page.of_class("nhsuk-error-summary")) == 1


def test_nobody_signed_in_has_no_account_links(request_of):
    assert draw(PAGE, request_of(AnonymousUser())).all("nav", **{"aria-label": "Account"}) == []


@override_settings(ROOT_URLCONF="tests.pages.urls")
def test_signing_out_is_a_post(request_of):
    page = draw(PAGE, request_of(Person()))
    assert (page.one("form")["method"], page.one("form")["action"]) == ("post", "/sign-out/")
    assert page.one("button").text == "Sign out"
    assert page.one("input", name="csrfmiddlewaretoken")["type"] == "hidden"


def test_a_message_is_shown_once(request_of):
    request = request_of(AnonymousUser())
    request._messages.add(25, "Saved <now>")
    twice = PAGE.replace("<p>Hello</p>", "{{ notice() }}")
    banners = draw(twice, request).of_class("nhsuk-notification-banner")
    assert [banner.text for banner in banners] == ["Done Saved <now>"]


@override_settings(ROOT_URLCONF="tests.pages.urls")
def test_staff_see_where_they_are(request_of):
    source = '{% extends "layouts/staff.jinja" %}{% block title %}Programme{% endblock %}'
    page = draw(source, request_of(Person(), "/staff/programmes/4/"))
    links = {e.text: e.attrs.get("aria-current") for e in page.of_class("fo-navigation__link")}
    assert links == {"Dashboard": None, "Programmes": "true"}


def test_staff_navigation_without_any_pages_is_left_out(request_of):
    with override_settings(ROOT_URLCONF="followon.pages.urls"):
        source = '{% extends "layouts/staff.jinja" %}{% block title %}Programme{% endblock %}'
        assert Page(render(source)).of_class("fo-navigation") == []
