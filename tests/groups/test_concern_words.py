"""Which words raise a concern's priority, however they are written."""

import pytest

from groups.concern_words import RAISING, raises_priority


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "i WANT to... DIE!!!",
        "I can't go on",
        "I can’t   go\non",
        "He is SUICIDAL, I think",
        "she took all my tablets - overdosed?",
        "Self-harm again",
        "call 999?",
        "My husband hits me.",
    ],
)
def test_they_raise_it(words):
    assert raises_priority(words)


@pytest.mark.parametrize(
    "words",
    ["", "👍", "Who is this?", "Is the café open on Tuesday?", "My diet starts", "knifegrinder"],
)
def test_other_words_do_not(words):
    assert not raises_priority(words)


def test_every_phrase_is_written_as_texts_are_compared():
    for line in filter(None, RAISING.splitlines()):
        assert raises_priority(f"Well, {line.replace('*', '')} … today"), line


def test_nothing_that_is_added_lowers_it():
    for line in ("all fine", "sorry, joking", "not urgent", "ignore this", "no"):
        assert raises_priority(f"I want to die. {line}")
