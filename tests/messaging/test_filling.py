"""Placeholders, and parts in brackets that give way: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.filling import OwnText, fill_line, fill_lines, filled, names_in
from followon.messaging.gsm7 import fragments, gsm7_length, to_gsm7
from followon.messaging.placeholders import Editable, Moment, Placeholder

NAME = Placeholder("first_name", "", "Ruby", "Maximilianna", keys=("first_name",), limit=12)
PLACE = Placeholder("place", "", "Inn", "x", keys=("place", "town"), limit=24, short_limit=10)
ANSWER = Placeholder("answer", "", "Reply YES or NO", "", forms=("Reply YES or NO", "YES or NO?"))
USABLE = (NAME, PLACE, ANSWER)
VALUES = {"first_name": "Ruby", "place": "Castle Green", "answer": "Reply YES or NO", "empty": ""}
WORDS = "{first_name}, we meet[ at {place}].[ Come.] {answer}"


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (99, "Ruby, we meet at Castle Green. Come. Reply YES or NO"),
        (51, "Ruby, we meet at Castle Green. Come. YES or NO?"),
        (46, "Ruby, we meet at Castle. Come. YES or NO?"),
        (40, "Ruby, we meet at Castle. YES or NO?"),
        (30, "Ruby, we meet. Reply YES or NO"),
        (25, "Ruby, we meet. YES or NO?"),
    ],
)
def test_what_gives_way_and_in_which_order(room, line):
    assert fill_line(WORDS, VALUES, USABLE, room=room) == line


def test_what_cannot_fit_is_as_short_as_it_can_be():
    assert fill_line(WORDS, VALUES, USABLE, room=5) == "Ruby, we meet. YES or NO?"


def test_a_part_goes_when_it_has_no_value_and_its_neighbours_stay():
    assert fill_line("We[ meet {empty}][ at {place}].", VALUES, (), room=99) == (
        "We at Castle Green."
    )


def test_a_value_is_never_read_as_words():
    values = {"first_name": "{place} [x] {{ 7*7 }} {% raw %}", "place": "Inn"}
    line = fill_line("{first_name}[ at {place}]", values, (), room=99)
    assert line == "{place} [x] {{ 7*7 }} {% raw %} at Inn"


def test_an_e_mail_loses_the_line_that_lacks_something_and_no_other():
    words = "Dear {first_name},\r\n\r\nIt was {empty}.\r\n\r\nBy[ {empty} or] {place}.\r\n"
    assert fill_lines(words, VALUES) == "Dear Ruby,\n\nBy Castle Green."


def test_values_come_from_the_context_and_are_cut_for_a_text_alone():
    declared = Editable("x", Moment.DATE, USABLE)
    context = {"first_name": "Bartholomew-Christopher", "place": "Siân’s", "town": "Bath"}
    own = OwnText("{first_name} {place}", "{place}")
    assert filled(own, declared, context, "text", room=99).body == "Bartholomew- Sian's, Bath"
    email = filled(own, declared, context, "email", room=0)
    assert email == OwnText("Bartholomew-Christopher Siân’s, Bath", "Siân’s, Bath")


def test_names_are_found_once_each():
    assert names_in("{a} [{b}] {a} {}") == ["a", "b", ""]


@given(st.text(alphabet="ab {}[]\n", max_size=40), st.integers(1, 60))
def test_whatever_is_typed_is_filled_without_an_error(words, room):
    line = fill_line(words, {"a": "1", "b": ""}, USABLE, room=room)
    assert fill_line(words, {"a": "1", "b": ""}, USABLE, room=room) == line
    assert "\n" not in line
    fill_lines(words, {"a": "1"})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ŵ" * 70, 1),
        ("ŵ" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_how_many_texts_a_network_charges(text, count):
    assert fragments(text) == count


@given(st.text(max_size=400))
def test_plain_letters_never_cost_more_texts_than_their_septets_say(text):
    septets = gsm7_length(to_gsm7(text))
    assert fragments(to_gsm7(text)) == (1 if septets <= 160 else -(-septets // 153))
