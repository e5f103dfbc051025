from datetime import date, time

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy

from tests.pages.forms import COLOURS, EveryKind
from tests.pages.render import draw_form

TYPED = {
    "name": 'Ann "A" <b>',
    "email": "nobody",
    "mobile": "07700 900123",
    "count": "five",
    "note": "First line\n  <script>",
    "town": "blue",
    "answer": "green",
    "needs": ["red", "green"],
    "agree": "on",
    "day_day": "31",
    "day_month": "2",
    "day_year": "2026",
    "at": "2:30",
    "secret": "kept",
}


@pytest.fixture
def blank():
    return draw_form(EveryKind())


@pytest.fixture
def sent():
    return draw_form(EveryKind(TYPED))


@pytest.mark.parametrize(
    ("control", "label"),
    [
        ("id_name", "Your name"),
        ("id_email", "E-mail address"),
        ("id_mobile", "Mobile number"),
        ("id_count", "How many came"),
        ("id_note", "Anything else"),
        ("id_town", "Town"),
        ("id_answer", "Red"),
        ("id_needs-3", "Green & gold"),
        ("id_agree", "Keep me in"),
        ("id_upload", "List of people"),
        ("id_day-month", "Month"),
        ("id_at", "What time?"),
    ],
)
def test_every_control_has_its_label(blank, control, label):
    assert blank.one("label", for_=control).text == label
    assert [e.attrs.get("id") for e in blank.elements].count(control) == 1


def test_groups_of_controls_have_a_legend(blank):
    legends = [legend.text for legend in blank.all("legend")]
    assert legends == ["Are you coming?", "What do you need?", "When do you meet?"]


def test_a_hint_belongs_to_its_control(blank):
    assert blank.one("div", id="id_name-hint").text == "The name you like to be called"
    assert blank.one("input", id="id_name")["aria-describedby"] == "id_name-hint"
    assert blank.one("input", id="id_agree")["aria-describedby"] == "id_agree-item-hint"


def test_kinds_of_input(blank):
    assert blank.one("input", id="id_email")["type"] == "email"
    mobile = blank.one("input", id="id_mobile")
    assert (mobile["type"], mobile["autocomplete"], mobile["inputmode"]) == ("tel", "tel", "tel")
    count = blank.one("input", id="id_count")
    assert (count["type"], count["inputmode"]) == ("text", "numeric")
    assert "nhsuk-input--width-3" in count["class"]
    assert [e.text for e in blank.of_class("nhsuk-input-wrapper__suffix")] == ["people"]
    assert blank.one("input", id="id_upload")["type"] == "file"
    assert blank.one("textarea", id="id_note")["rows"] == "3"


def test_nothing_cuts_off_what_is_pasted(blank):
    assert "maxlength" not in blank.one("input", id="id_name").attrs


def test_what_was_typed_stays(sent):
    assert sent.one("input", id="id_name")["value"] == 'Ann "A" <b>'
    assert sent.one("input", id="id_email")["value"] == "nobody"
    assert sent.one("input", id="id_count")["value"] == "five"
    assert sent.one("textarea", id="id_note").text == "First line <script>"
    assert "selected" in sent.one("option", value="blue").attrs
    ticked = [e["id"] for e in sent.all("input") if "checked" in e.attrs]
    assert ticked == ["id_answer-3", "id_needs", "id_needs-3", "id_agree"]
    boxes = [sent.one("input", id=f"id_day-{part}")["value"] for part in ("day", "month", "year")]
    assert boxes == ["31", "2", "2026"]
    assert sent.one("input", id="id_at")["value"] == "2:30"
    assert sent.one("input", name="secret")["value"] == "kept"


def test_what_was_typed_is_never_markup(sent):
    assert not sent.all("b")
    assert not sent.all("script")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("email", "Enter an e-mail address, like name@example.com"),
        ("count", "Enter a number, like 5"),
        ("upload", "Choose a file: List of people"),
        ("day", "The date of the meeting must be a real date"),
        ("at", "Say if the time is morning or afternoon, like 2:30pm"),
    ],
)
def test_an_error_stands_beside_its_field(sent, field, message):
    assert sent.one("span", id=f"id_{field}-error").text == f"Error: {message}"


def test_an_error_is_read_out_with_its_control(sent):
    assert sent.one("input", id="id_at")["aria-describedby"] == "id_at-hint id_at-error"
    assert sent.one("fieldset", role="group")["aria-describedby"] == "id_day-error"


def test_only_the_missing_part_of_a_date_is_marked():
    page = draw_form(EveryKind({**TYPED, "day_month": ""}))
    marked = [e.attrs["id"] for e in page.of_class("nhsuk-date-input__input") if wrong(e)]
    assert marked == ["id_day-month"]


def wrong(element):
    return "nhsuk-input--error" in element["class"]


def test_initial_values_are_shown_as_people_write_them():
    page = draw_form(EveryKind(initial={"day": date(2026, 8, 12), "at": time(17, 30), "count": 0}))
    assert page.one("input", id="id_at")["value"] == "5:30pm"
    assert page.one("input", id="id_day-month")["value"] == "8"
    assert page.one("input", id="id_count")["value"] == "0"


def test_a_valid_form_shows_no_errors():
    data = {**TYPED, "email": "a@example.org", "count": "5", "day_day": "1", "at": "2pm"}
    form = EveryKind(data, {"upload": SimpleUploadedFile("people.csv", b"name")})
    assert form.is_valid()
    assert draw_form(form).of_class("nhsuk-error-message") == []


def test_an_error_that_would_fit_any_field_says_which_it_means():
    page = draw_form(EveryKind({}))
    texts = [e.text for e in page.of_class("nhsuk-error-message")]
    assert "Error: Choose an answer: Are you coming?" in texts
    assert "Error: Tick the box to go on: Keep me in" in texts
    assert "Error: Enter your name" in texts
    assert len(texts) == len(set(texts)) == 12


class Asking(forms.Form):
    how = forms.MultipleChoiceField(
        label=gettext_lazy("How?"),
        choices=[("text", "Text"), ("letter", "Letter"), ("none", "None of these")],
        widget=forms.CheckboxSelectMultiple(attrs={"inline": True}),
    )
    how.is_page_heading = True
    how.reveals = {"text": "mobile"}
    how.option_hints = {"letter": gettext_lazy("It takes 3 days")}
    how.exclusive_option = "none"
    mobile = forms.CharField(required=False)


def test_options_may_carry_hints_and_reveal_a_field():
    page = draw_form(Asking())
    assert page.one("div", id="id_how-2-item-hint").text == "It takes 3 days"
    assert page.one("input", id="id_how")["data-aria-controls"] == "conditional-id_how"
    assert "Mobile" in page.one("div", id="conditional-id_how").text
    assert len(page.all("input", name="mobile")) == 1


def test_the_one_question_of_a_page_is_its_heading():
    assert draw_form(Asking()).one("h1").text == "How?"


def test_the_one_question_of_a_page_needs_no_name_in_its_error():
    page = draw_form(Asking({}))
    assert page.one("span", id="id_how-error").text == "Error: Choose at least one answer"


def test_none_of_these_stands_last_and_unticks_the_others():
    page = draw_form(Asking())
    assert page.one("input", value="none")["data-behaviour"] == "exclusive"
    assert [e.text for e in page.of_class("nhsuk-checkboxes__divider")] == ["or"]


def test_inline_options():
    assert len(draw_form(Asking()).of_class("nhsuk-checkboxes--inline")) == 1


def test_radios_have_no_empty_option():
    class Blank(forms.Form):
        answer = forms.ChoiceField(choices=[("", "---"), *COLOURS], widget=forms.RadioSelect)

    assert [e["value"] for e in draw_form(Blank()).all("input")] == ["red", "blue", "green"]


def test_a_password_is_never_sent_back():
    class Secret(forms.Form):
        word = forms.CharField(widget=forms.PasswordInput)

    assert "value" not in draw_form(Secret({"word": "s3cret"})).one("input").attrs


def test_a_widget_without_a_component_says_what_to_do():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField(widget=forms.SplitDateTimeWidget)

    with pytest.raises(TypeError, match=r"Odd.when uses SplitDateTimeWidget, which has no NHS.UK"):
        draw_form(Odd())
