import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from followon.messaging import own_kinds
from followon.messaging.kinds import Kind
from followon.messaging.wording import (
    GSM7,
    GSM7_DOUBLE,
    TEXT_LIMIT,
    NotGsm7,
    gsm7_length,
    masked,
    paragraphs,
    render,
    shorten,
    to_gsm7,
)

from .kit import LINK, registered

OWN = (
    own_kinds.STOPPED,
    own_kinds.STARTED,
    own_kinds.HELP,
    own_kinds.RECEIVED,
    own_kinds.WHICH_PERSON,
    own_kinds.WHICH_QUESTION,
)


def test_a_character_costs_one_septet_or_two():
    assert gsm7_length("Caffè £5") == 8
    assert gsm7_length("{€}") == 6


def test_a_character_outside_the_alphabet_is_named():
    with pytest.raises(NotGsm7, match="Not in the GSM 7-bit alphabet: ŵ ’"):
        gsm7_length("Siôn’s tŷ, Gŵyr".replace("ô", "o").replace("ŷ", "y"))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("Siân", "Sian"), ("Łukasz – “hi”…", 'Lukasz - "hi"...'), ("José", "José"), ("李", "?")],
)
def test_names_are_written_in_letters_that_a_text_can_carry(typed, sent):
    assert to_gsm7(typed) == sent


@given(st.text(max_size=50))
def test_whatever_is_typed_fits_the_alphabet(text):
    assert set(to_gsm7(text)) <= GSM7 | GSM7_DOUBLE


@pytest.mark.parametrize(
    ("name", "short"),
    [("Ann", "Ann"), ("Mary Ann  Louise", "Mary Ann"), ("Bartholomewina", "Bartholomew")],
)
def test_names_are_cut_between_words_where_that_leaves_one(name, short):
    assert shorten(name, 11) == short


def test_every_text_begins_with_the_service_and_has_no_html_escapes():
    with registered(Kind("plain", lambda message, now: {})):
        text = render("plain", "text", {"first_name": "O'Neill", "link": LINK}, sender="Avon")
    assert text.body == f"Avon: O'Neill, we meet on Wednesday. {LINK}"


def test_an_e_mail_has_a_plain_and_an_html_side_and_says_how_to_stop():
    with registered(Kind("plain", lambda message, now: {})):
        mail = render(
            "plain",
            "email",
            {"first_name": "Ann", "link": LINK},
            sender="Avon",
            stop_url="https://fo.example.org/stop-emails/t/",
        )
    assert mail.subject == "We meet on Wednesday"
    assert mail.body == (
        f"Dear Ann,\n\nWe meet on Wednesday <& so on>.\n\n{LINK}\n\n--\nAvon\n\n"
        "To stop these emails: https://fo.example.org/stop-emails/t/\n"
    )
    assert "We meet on Wednesday &lt;&amp; so on&gt;." in mail.html
    assert f'<a href="{LINK}"' in mail.html
    assert '<a href="https://fo.example.org/stop-emails/t/"' in mail.html


def test_a_name_that_the_template_lacks_is_an_error_and_not_a_gap():
    with registered(Kind("plain", lambda message, now: {})), pytest.raises(UndefinedError):
        render("plain", "text", {"first_name": "Ann"}, sender="Avon")


@pytest.mark.parametrize("kind", OWN)
def test_our_own_texts_fit_one_fragment_with_the_longest_sender(kind):
    nothing_to_offer = {"offers": "", "by_name": False}  # with offers: test_asking_back
    facts = {"service_phone": "+441174960000", **nothing_to_offer}
    text = render(kind, "text", facts, sender="W" * 20)
    assert gsm7_length(text.body) <= TEXT_LIMIT


def test_the_automatic_answer_says_whom_to_call():
    text = render(own_kinds.RECEIVED, "text", {"service_phone": "0117 496 0000"}, sender="Avon")
    assert text.body == (
        "Avon: thank you. We do not read texts straight away. If it is urgent call 111, "
        "in danger call 999. Or call us on 0117 496 0000."
    )


def test_links_and_codes_are_masked_for_the_record():
    kept = masked(f"Tap {LINK} or use 123456.", ["123456", ""])
    assert kept == "Tap …/a/[link] or use [code]."


def test_an_ordinary_address_is_left_as_it_is():
    assert masked("See https://www.nhs.uk/live-well/") == "See https://www.nhs.uk/live-well/"


def test_addresses_stand_apart_from_the_words_around_them():
    assert paragraphs(f"Go to {LINK}.\n\nBye") == [["Go to ", LINK, "."], ["Bye"]]
