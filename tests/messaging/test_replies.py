import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.kinds import Reply
from followon.messaging.replies import (
    STOP_WORDS,
    Command,
    command,
    fitting,
    meanings,
    without_name,
)

MEETING = frozenset({"coming", "maybe", "not_today", "no", "unwell"})
REPORT = frozenset({"number", "no", "moved"})
OFFER = frozenset({"yes", "no"})


def read(body: str, accepted: frozenset[str] = MEETING) -> Reply | None:
    return fitting(meanings(body), accepted)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("COMING", "coming"),
        ("coming!", "coming"),
        (" Yes please ", "coming"),
        ("yes, thanks 😊", "coming"),
        ("YES.", "coming"),
        ("Yes I'm coming, see you then x", "coming"),
        ("1", "coming"),
        ("1️⃣", "coming"),
        ("👍", "coming"),
        ("Hi, I’ll be there. Thanks", "coming"),
        ("MAYBE", "maybe"),
        ("not sure yet sorry", "maybe"),
        ("2", "maybe"),
        ("Not today", "not_today"),
        ("NOT TODAY 😔", "not_today"),
        ("3.", "not_today"),
        ("Not up to it today, sorry", "not_today"),
        ("no", "no"),
        ("NO THANKS", "no"),
        ("Sorry can't make it", "no"),
        ("Unwell", "unwell"),
        ("I'm ill sorry", "unwell"),
    ],
)
def test_answers_to_a_meeting(body, word):
    assert read(body) == Reply(word)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("5", 5),
        ("5 came", 5),
        ("we were 5", 5),
        ("We met, 5 came", 5),
        ("There were five of us, thanks", 5),
        ("Twelve", 12),
        ("seven people", 7),
        ("0", 0),
        ("1", 1),
        ("3", 3),
        ("we didn't meet", 0),
        ("nobody came", 0),
        ("about 8", 8),
        ("5️⃣", 5),
        ("100", None),
        ("07700 900123", None),
    ],
)
def test_headcounts(body, number):
    reply = read(body, REPORT)
    assert reply == (None if number is None else Reply("number", number))


def test_moved_and_no_answer_how_it_went():
    assert read("It moved", REPORT) == Reply("moved")
    assert read("no", REPORT) == Reply("no")
    assert read("COMING", REPORT) is None


def test_yes_answers_an_offer():
    assert read("yes", OFFER) == Reply("yes")
    assert read("coming", OFFER) is None


@pytest.mark.parametrize(
    "body", ["", "🙂", "What time is it?", "yes but can you call me about my pills", "12345", "one"]
)
def test_anything_else_is_no_answer_to_a_meeting_unless_it_is_an_option(body):
    assert read(body) == (Reply("coming") if body == "one" else None)


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
@pytest.mark.parametrize("form", ["{}", "{}.", " {}! ", "{} please", "Please {}", "*{}* 😡"])
def test_every_stop_word_in_any_dress(word, form):
    for dressed in (form.format(word), form.format(word).upper(), form.format(word.title())):
        assert command(dressed) == Command.STOP


@pytest.mark.parametrize("body", ["Stop texting me please", "please stop sending these"])
def test_a_sentence_that_asks_to_stop_is_also_read(body):
    assert command(body) == Command.STOP_AND_READ


@pytest.mark.parametrize(
    "body",
    ["no", "NO", "End of the week is fine", "Can't stop, coming", "I will cancel my dentist"],
)
def test_what_is_not_stop(body):
    assert command(body) is None


@pytest.mark.parametrize("word", sorted(STOP_WORDS))
def test_a_stop_word_is_never_an_answer(word):
    assert meanings(word) == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [("START", Command.START), ("unstop!", Command.START), ("Help", Command.HELP), ("yes", None)],
)
def test_start_and_help(body, expected):
    assert command(body) == expected


def test_a_first_name_says_who_of_two():
    assert without_name("ANN COMING", "Ann") == "coming"
    assert without_name("Coming - Ann", "Ann") == "coming"
    assert without_name("Annoyed", "Ann") is None
    assert without_name("Ann", "Ann") is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(body):
    command(body)
    for reply in meanings(body):
        assert reply.number is None or 0 <= reply.number <= 99
