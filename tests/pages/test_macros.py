from datetime import UTC, datetime

from tests.pages.render import draw

CARD = """{% from "components/meeting_card.jinja" import meeting_card %}
{% call meeting_card("Next meeting", at, place="Knowle", facts=["Come along"], tag_text="Moved") %}
<p class="inside">Yes</p>{% endcall %}"""
ANSWERS = """{% from "components/answers.jinja" import answer_buttons %}
{{ answer_buttons("/answer/", [("coming", "Coming"), ("no", "Not this time")], "", given="no") }}"""
SUMMARY = """{% from "components/lists.jinja" import summary_list %}
{{ summary_list([
  {"key": "Mobile", "value": "07700 900123", "href": "/mobile/"},
  {"key": "E-mail", "value": none},
  {"key": "Name", "value": "<b>Ann</b>"},
]) }}"""
TASKS = """{% from "components/lists.jinja" import task_list %}
{{ task_list([
  {"text": "First date", "href": "/date/", "hint": "Nothing yet"},
  {"text": "Leaflet", "done": true},
]) }}"""
PANEL = """{% from "components/panel.jinja" import confirmation %}
{{ confirmation("Group formed") }}"""


def test_a_meeting_says_when_in_local_time_and_where():
    page = draw(CARD, at=datetime(2026, 8, 12, 16, 30, tzinfo=UTC))
    assert page.one("time").text == "Wednesday 12 August 2026, 5:30pm"
    assert page.one("time")["datetime"] == "2026-08-12T16:30:00+00:00"
    assert [e.text for e in page.of_class("fo-meeting__fact")] == ["Moved", "Knowle", "Come along"]
    assert page.of_class("inside")[0].text == "Yes"
    assert page.one("section")["aria-labelledby"] == page.one("h2")["id"]


def test_each_answer_is_one_tap_and_the_given_one_is_marked_in_words():
    page = draw(ANSWERS)
    assert [(e["name"], e["value"]) for e in page.all("button")] == [
        ("answer", "coming"),
        ("answer", "no"),
    ]
    assert [e.text for e in page.all("button")] == ["Coming", "Not this time Your answer"]


def test_a_summary_list_shows_what_is_missing_and_says_what_change_changes():
    page = draw(SUMMARY)
    assert [e.text for e in page.of_class("nhsuk-summary-list__value")] == [
        "07700 900123",
        "Not given",
        "<b>Ann</b>",
    ]
    assert page.one("a").text == "Change Mobile"


def test_a_task_list():
    page = draw(TASKS)
    assert [e.text for e in page.of_class("nhsuk-task-list__status")] == ["To do", "Completed"]
    assert [e.text for e in page.of_class("nhsuk-tag")] == ["To do"]
    assert page.one("a")["href"] == "/date/"


def test_a_confirmation_is_the_heading_of_its_page():
    assert draw(PANEL).one("h1").text == "Group formed"


def test_buttons():
    page = draw('{{ button("Save", name="go", value="1") }}{{ button("Other", href="/o/") }}')
    assert (page.one("button")["name"], page.one("button")["type"]) == ("go", "submit")
    assert page.one("button")["data-prevent-double-click"] == "true"
    assert page.one("a")["href"] == "/o/"


def test_a_back_link_and_a_tag():
    page = draw('{{ back_link("/back/") }}{{ tag("Steady", "green") }}')
    assert page.one("a").text == "Back"
    assert page.one("strong")["class"] == "nhsuk-tag nhsuk-tag--green"


def test_addresses_that_may_be_missing():
    assert draw("<p>{{ safe_url('no_such_page') }}</p>").one("p").text == "None"
    assert draw("<p>{{ safe_url('help_now') }}</p>").one("p").text == "/help-now/"
