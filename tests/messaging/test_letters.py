"""What a text says of lettered choices, however people write it."""

import pytest

from followon.messaging import letters
from followon.messaging.carriers_words import CARRIERS_WORDS
from followon.messaging.replies import Reply, Word, command, meanings, unclear


def picked(body):
    return [reply.picks for reply in meanings(body) if reply.word == Word.PICKED]


@pytest.mark.parametrize(
    ("body", "picks"),
    [
        ("A", "A=yes"),
        ("b", "B=yes"),
        ("A C", "A=yes C=yes"),
        ("a & c", "A=yes C=yes"),
        ("A,B,D", "A=yes B=yes D=yes"),
        ("AC", "A=yes C=yes"),
        ("A or B", "A=yes B=yes"),
        ("Hi, A and C please xx", "A=yes C=yes"),
        ("Thanks, option B", "B=yes"),
        ("I can do A and D", "A=yes D=yes"),
        ("A is fine", "A=yes"),
        ("A yes B no", "A=yes B=no"),
        ("A, maybe B", "A=yes B=maybe"),
        ("A and B if need be", "A=maybe B=maybe"),
        ("a fine, b if need be", "A=yes B=maybe"),
        ("maybe c", "C=maybe"),
        ("yes to A, no to B and C", "A=yes B=no C=no"),
        ("A but not B", "A=yes B=no"),
        ("not A", "A=no"),
        ("all", "all"),
        ("Any of them, thanks", "all"),
        ("either", "all"),
        ("NONE", "none"),
        ("none sorry", "none"),
        ("None of these, sorry", "none"),
    ],
)
def test_what_is_picked(body, picks):
    assert picked(body) == [picks]


@pytest.mark.parametrize(
    "body",
    [
        "A maybe B",  # the A, or the B?
        "A b A",
        "yes A no",
        "bad",
        "BAD",
        "A 2pm",
        "Ann A",
        "C u later",
        "K",
        "I",
        "x",
        "A?",
        "A bit tired today",
        "yes",
        "no",
        "Thursday",
        "",
        "👍",
        "E" * 300,
        "a " * 60,
    ],
)
def test_what_is_not(body):
    assert picked(body) == []


@pytest.mark.parametrize("word", sorted(CARRIERS_WORDS))
def test_a_word_of_the_carriers_picks_nothing_and_no_letter_is_one(word):
    assert picked(word) == []
    assert command(word) is not None


@pytest.mark.parametrize("letter", letters.LETTERS)
def test_no_letter_means_anything_else(letter):
    assert meanings(letter) == (Reply(Word.PICKED, picks=f"{letter}=yes"),)
    assert command(letter) is None


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("no", Word.NO),
        ("No thanks", Word.NO),
        ("yes", Word.UNCLEAR),
        ("A maybe B", Word.UNCLEAR),
        ("maybe", Word.UNCLEAR),
        ("ok", Word.UNCLEAR),
    ],
)
def test_what_is_about_the_choices_but_picks_none(body, word):
    assert unclear(body) == Reply(word)


@pytest.mark.parametrize("body", ["Thursday", "I am in hospital", "unwell", "ring me", "", "👍"])
def test_what_is_for_a_person(body):
    assert unclear(body) is None


def test_what_was_picked_can_be_read_back():
    assert letters.read("A=yes B=maybe") == {"A": "yes", "B": "maybe"}
    assert letters.read("none") == {}
