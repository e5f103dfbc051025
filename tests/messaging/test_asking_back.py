"""Where words fit two questions or two people, the text that asks back can be answered by text."""

from datetime import timedelta

import pytest

from followon.messaging import which
from followon.messaging.kinds import Kind
from followon.messaging.models import InboundText, Message, Reading
from followon.messaging.services import inbound
from followon.messaging.services.replying import switch_replies
from followon.messaging.services.sending import send_due
from followon.messaging.wording import gsm7_length
from tests.cast import NOW, make_person, make_service

from .kit import MEETING, context, registered, sent

ANN = "+447700900101"
DAYS = {"m:1": ("Mon 3 Aug",), "m:2": ("Thu 6 Aug",), "m:3": ("Mon 3 Aug", "Mon 3 Aug 5pm")}
LONG = ("Wed 30 Sep", "Wed 30 Sep 10:30am", "Wed 30 Sep Christophers Q")


def text(body: str, *, now=NOW, source: str = ANN) -> InboundText:
    kept = inbound.keep(
        provider="notify",
        provider_id=f"in-{InboundText.objects.count()}",
        source=source,
        destination="",
        body=body,
        sent_at=now,
        now=now,
    )
    inbound.work(text_id=kept.pk, now=now)
    kept.refresh_from_db()
    return kept


def answered(notify, now=NOW) -> list[str]:
    notify.sent.clear()
    send_due(now=now)
    return [each.body.removeprefix("Avon Follow-on: ") for each in notify.sent]


@pytest.fixture
def dated(answers, notify):
    """A question that has a day to be called by."""
    kind = Kind(
        "dated",
        context,
        counts_to_cap=False,
        replies=MEETING,
        on_reply=answers.take,
        called=lambda message: DAYS.get(message.subject, ()),
    )
    with registered(kind):
        yield kind


def ask(person, service, *subjects: str) -> None:
    """One question after another, a minute between them."""
    for minute, subject in enumerate(subjects):
        moment = NOW - timedelta(minutes=30 - minute)
        sent(person, service, "dated", subject=subject, now=moment)


@pytest.fixture
def two(ann, service, dated):
    ask(ann, service, "m:1", "m:2")


@pytest.fixture
def couple(ann, service, dated):
    """Two who share a number, each asked once."""
    ben = make_person("Ben Able", mobile="07700 900101", service=service)
    ask(ann, service, "m:1")
    sent(ben, service, "dated", subject="m:2")
    return ann, ben


def test_two_dates_are_asked_back_with_letters(two, notify):
    assert text("Yes!").reading == Reading.ASKED_BACK
    assert answered(notify) == [
        "which one do you mean? Reply A for Mon 3 Aug, B for Thu 6 Aug or BOTH."
    ]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("B", [("m:2", "coming", None)]),
        (" b. ", [("m:2", "coming", None)]),
        ("A please 😊", [("m:1", "coming", None)]),
        ("option A, thanks", [("m:1", "coming", None)]),
        ("A for Mon 3 Aug", [("m:1", "coming", None)]),
        ("Thu 6 Aug", [("m:2", "coming", None)]),
        ("I mean B", [("m:2", "coming", None)]),
        ("B no", [("m:2", "no", None)]),
        ("maybe A", [("m:1", "maybe", None)]),
        ("BOTH", [("m:1", "coming", None), ("m:2", "coming", None)]),
        ("A and B", [("m:1", "coming", None), ("m:2", "coming", None)]),
        ("A yes B no", []),
        ("A bit later", []),
        ("C", []),
        ("a cup of tea would be nice", []),
    ],
)
def test_the_second_answer_is_understood_and_never_guessed(two, notify, answers, said, given):
    text("yes")
    answered(notify)
    came = text(said, now=NOW + timedelta(hours=3))
    assert answers.given == given
    assert came.reading == (Reading.UNDERSTOOD if given else Reading.TO_READ)


def test_what_was_said_first_is_what_counts(two, notify, answers):
    text("Not today, sorry")
    answered(notify)
    text("A")
    assert answers.given == [("m:1", "not_today", None)]


def test_a_letter_means_nothing_before_we_asked_and_after_two_days(two, notify, answers):
    assert text("B").reading == Reading.TO_READ
    text("yes")
    answered(notify)
    assert text("B", now=NOW + timedelta(hours=49)).reading == Reading.TO_READ
    assert answers.given == []


def test_a_letter_of_a_question_that_never_left_means_nothing(two, notify, answers):
    text("yes")
    assert text("B").reading == Reading.TO_READ


def test_a_question_that_another_has_replaced_is_not_chosen(two, ann, service, notify, answers):
    text("yes")
    answered(notify)
    later = NOW + timedelta(hours=1)
    sent(ann, service, "dated", subject="m:2", version=2, now=later)
    assert text("B", now=later).reading == Reading.TO_READ
    assert text("A", now=later).reading == Reading.UNDERSTOOD
    assert answers.given == [("m:1", "coming", None)]


def test_the_same_day_twice_is_told_apart_by_more_words(ann, service, dated, notify):
    ask(ann, service, "m:1", "m:3")
    text("yes")
    assert "Reply A for Mon 3 Aug, B for Mon 3 Aug 5pm or BOTH." in answered(notify)[0]


def test_what_cannot_be_told_apart_is_left_to_the_link(ann, service, dated, notify, answers):
    ask(ann, service, "x:1", "x:2")
    text("yes")
    assert "Please use the link in our text" in answered(notify)[0]
    assert answers.given == []


def test_who_keeps_being_asked_back_is_read_by_a_person(two, notify):
    readings = [text("yes", now=NOW + timedelta(minutes=minute)).reading for minute in range(4)]
    assert readings == [Reading.ASKED_BACK] * 3 + [Reading.TO_READ]


def test_two_who_share_a_number_answer_with_a_first_name(couple, notify, answers):
    _ann, ben = couple
    assert text("YES").reading == Reading.ASKED_BACK
    assert answered(notify) == ["who is answering? Reply with your first name: ANN, BEN or BOTH."]
    came = text("It's Ben")
    assert (came.person, answers.given) == (ben, [("m:2", "coming", None)])


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("ANN", [("m:1", "coming", None)]),
        ("Ann.", [("m:1", "coming", None)]),
        ("ann no", [("m:1", "no", None)]),
        ("Ann Able", [("m:1", "coming", None)]),
        ("both of us", [("m:1", "coming", None), ("m:2", "coming", None)]),
        ("Annie", []),
        ("neither", []),
    ],
)
def test_names_are_understood_and_never_guessed(couple, notify, answers, said, given):
    text("YES")
    answered(notify)
    text(said)
    assert answers.given == given


def test_two_of_one_first_name_get_letters(ann, service, dated, notify, answers):
    other = make_person("Ann Baker", mobile="07700 900101", service=service)
    ask(ann, service, "m:1")
    sent(other, service, "dated", subject="m:2")
    text("YES")
    assert answered(notify) == ["who is answering? Reply A for Ann Able, B for Ann Baker or BOTH."]
    text("B")
    assert answers.given == [("m:2", "coming", None)]


def test_whoever_is_named_and_has_two_dates_is_then_asked_which(couple, service, notify, answers):
    ask(couple[1], service, "m:1")
    text("YES")
    answered(notify)
    soon = NOW + timedelta(minutes=1)
    assert text("Ben", now=soon).reading == Reading.ASKED_BACK
    asked = answered(notify, soon)[0]
    assert asked.startswith("which one do you mean? Reply A for Mon 3 Aug")
    text("B", now=soon)
    assert answers.given == [("m:2", "coming", None)]


def test_a_text_that_asks_back_fits_and_holds_no_word_of_theirs(db, dated, notify, answers, now):
    service = make_service(message_name="Severn Vale Groupies")
    for first in ("Christopher-James", "Maximilianna-Rose"):
        person = make_person(f"{first} Q", mobile="07700 900101", service=service)
        sent(person, service, "dated", subject="m:1")
    text("Coming, Wombat willing")
    text("Coming")
    body = answered(notify)[0]
    assert gsm7_length(body) <= 160
    facts = Message.objects.get(kind="which_person").facts
    assert set(facts["options"][0]) == {"message", "person", "word", "number", "picks"}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_four_long_dates_fit_one_text(db, dated, notify, now, monkeypatch, count):
    service = make_service(message_name="Severn Vale Groupies")
    person = make_person("Ann Able", mobile="07700 900101", service=service)
    for index in range(count):
        monkeypatch.setitem(
            DAYS, f"l:{index}", (*LONG[:-1], f"Wed {index + 10} Sep Christophers Q")
        )
        sent(person, service, "dated", subject=f"l:{index}")
    text("yes")
    body = answered(notify)[-1]
    assert body.startswith("Severn Vale Groupies: which one do you mean? Reply A for Wed ")
    assert gsm7_length(body) <= 160, body


def test_five_are_too_many_for_one_text(ann, service, dated, notify, monkeypatch):
    for index in range(5):
        monkeypatch.setitem(DAYS, f"l:{index}", (f"Wed {index + 10} Sep",))
        sent(ann, service, "dated", subject=f"l:{index}")
    assert text("yes").reading == Reading.ASKED_BACK
    assert "Please use the link in our text" in answered(notify)[0]


def test_while_replies_are_off_stop_start_and_help_work_and_the_rest_is_read(
    ann, service, notify, answers
):
    sent(ann, service, "asking", subject="m:1")
    switch_replies(service=service, on=False, by=None, now=NOW)
    assert text("YES").reading == Reading.TO_READ
    assert answered(notify)[0].endswith("Or call us on 0117 496 0100.")
    assert [text(word).reading for word in ("HELP", "STOP", "START")] == [Reading.UNDERSTOOD] * 3
    assert answers.given == []
    switch_replies(service=service, on=True, by=None, now=NOW)
    text("YES")
    assert answers.given == [("m:1", "coming", None)]


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        ([("a",), ("b",)], ["a", "b"]),
        ([("a", "a1"), ("a", "a2")], ["a1", "a2"]),
        ([("a",), ("a", "a2")], ["a", "a2"]),
        ([("a",), ("a",)], ["a", "a"]),
        ([("a",), ()], []),
    ],
)
def test_the_shortest_words_that_tell_things_apart(wordings, expected):
    assert which.told_apart(wordings) == expected
