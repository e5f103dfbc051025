"""What a service's own words may say: pure."""

import pytest

from followon.messaging.checking import (
    long_sentences,
    preview,
    problems,
    strange_named,
)
from followon.messaging.filling import OwnText
from followon.messaging.placeholders import EMAIL, TEXT, Editable, Moment, Placeholder

DECLARED = Editable(
    "x",
    Moment.DATE,
    (
        Placeholder("first_name", "", "Ruby", "Maximilianna", keys=("first_name",)),
        Placeholder("group", "", "Us", "All of us", keys=("group",), channels=EMAIL),
        Placeholder("answer", "", "Reply YES", "Reply YES", forms=("Reply YES",), channels=TEXT),
        Placeholder("link", "", "https://a.example/a/x", "https://a.example/a/x", keys=("link",)),
    ),
)
DEFAULT = OwnText("{first_name}, we meet. {answer} {link}", "We meet")
CLOSE = "Close every { with } and every [ with ], and put no [ ] inside another [ ]"
GOOD = "Hello {first_name}. {answer} {link}"


def wrong(body, subject="We meet", channel="text", sender="Avon"):
    default = DEFAULT if channel == "text" else OwnText("{first_name} {link}", "We meet")
    found = problems(OwnText(body, subject), DECLARED, channel, sender=sender, default=default)
    return [(each.part, each.message) for each in found]


def test_good_words_may_be_saved():
    assert wrong(GOOD) == []
    assert wrong("Dear {first_name},\n\n{group} meets.\n\n{link}", channel="email") == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("  ", "Enter the words of the message"),
        (GOOD + " {", CLOSE),
        (GOOD + " [a [b]]", CLOSE),
        (
            GOOD + " {grupo}",
            "{grupo} is not in the list of placeholders. Use only those in the list",
        ),
        (
            GOOD + " {group} {}",
            "{group} and {} are not in the list of placeholders. Use only those in the list",
        ),
        (
            "{first_name}[ {answer}] {link}",
            "Keep {answer}, outside square brackets: the message does not work without",
        ),
        (
            "{first_name}",
            "Keep {answer} and {link}, outside square brackets: the message does not work without",
        ),
        (GOOD + " It’s ŵ", "Texts cannot carry “’” (write ') and “ŵ”"),
        (
            GOOD + " the Pain clinic",
            "Take out “Pain” and “clinic”. Anyone may see a locked screen, so it says nothing "
            "about health",
        ),
        (
            GOOD + " Reply stop or CANCEL",
            "Do not ask people to send CANCEL and STOP: phone networks take these words for "
            "themselves",
        ),
        (
            GOOD + "a" * 120,
            "Shorten it by 17 characters: with the longest names it has 177, and 160 fit",
        ),
    ],
)  # fmt: skip
def test_a_text_is_refused_and_told_what_to_do(body, message):
    assert wrong(body) == [("body", message)]


def test_the_sender_counts():
    room = 160 - len("Avon: ") - len("Maximilianna Reply YES https://a.example/a/x")
    body = "{first_name} {answer} {link}"
    assert wrong(body + "a" * room) == []
    assert wrong(body + "a" * room, sender="Avons")[0][1].startswith("Shorten it by 1 character:")


def test_parts_in_brackets_do_not_count():
    assert wrong(GOOD + "[" + " And more." * 20 + "]") == []


def test_an_e_mail_s_words_may_name_health_but_its_subject_may_not():
    body = "The pain clinic’s group. {link}"
    assert wrong(body, channel="email") == []
    assert [part for part, _ in wrong(body, "Your pain", channel="email")] == ["subject"]
    assert wrong(body, " ", channel="email") == [("subject", "Enter a subject")]
    assert wrong(body, "a" * 101, channel="email")[0][0] == "subject"


def test_the_preview_shows_both_and_counts_the_longest():
    shown = preview(OwnText(GOOD), DECLARED, "text", sender="Avon")
    assert shown.body == "Avon: Hello Ruby. Reply YES https://a.example/a/x"
    assert shown.longest_body == "Avon: Hello Maximilianna. Reply YES https://a.example/a/x"
    assert (shown.characters, shown.fragments) == (len(shown.longest_body), 1)


def test_strange_letters_are_named_with_what_to_write():
    assert strange_named("Tŷ – £5 it’s") == ["“ŷ”", "“–” (write -)", "“’” (write ')"]


def test_long_sentences_are_pointed_out():
    long = "This sentence has " + "many " * 18 + "words."
    assert long_sentences(f"Short one. {long} And short.") == [long]
    assert long_sentences("word " * 20) == []
