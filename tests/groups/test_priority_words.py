"""What a service adds to the words that raise priority: quick, safe, versioned, never lowering."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.audit.models import AuditEvent
from groups.concern_words import OURS, BadPhrase, raises_priority, read_phrases
from groups.models import Concern, Priority, PriorityWords
from groups.queries.priority_words import phrases_of
from groups.services import concerns
from groups.services.priority_words import set_priority_words
from tests.cast import NOW, make_group
from tests.groups.concerns import mobile_of, name_reader, note, text_in

LINES = st.lists(st.text(alphabet="abcdeé .*'’(+)[]{}\\^$?|", max_size=40), max_size=20)


@pytest.fixture
def reader(service, clinician):
    return name_reader(service, clinician).user


def add(service, *phrases, now=NOW):
    return set_priority_words(service=service, phrases=phrases, by=None, now=now)


def test_a_service_s_own_words_raise_its_own_concerns_alone(
    service, other_service, group, member, reader, other_clinician
):
    name_reader(other_service, other_clinician)
    elsewhere = make_group(other_service, coordinator=member, name="Wells group")
    add(service, "wombat*", "grey badger")
    given = [
        note(group, member, "The WOMBATS are here"),
        note(group, member, "A grey... badger!"),
        note(group, member, "A badger, grey"),
        note(elsewhere, member, "The wombats are here"),
    ]
    assert [each.is_high for each in given] == [True, True, False, False]


def test_a_text_is_raised_too(service, group, coordinator, reader):
    add(service, "wombat")
    assert text_in(mobile_of(coordinator), "Wombat!").is_high


def test_taking_one_s_own_words_back_leaves_ours(service, group, member, reader):
    add(service, "wombat")
    add(service, now=NOW + timedelta(hours=1))
    assert phrases_of(service) == []
    assert not note(group, member, "wombat").is_high
    assert note(group, member, "I want to die").is_high


def test_what_waits_is_raised_at_once_and_what_was_read_is_left(service, group, member, reader):
    waiting, read = (note(group, member, "wombat") for _ in range(2))
    concerns.mark_read(concern=read, by=reader, now=NOW)
    grave = note(group, member, "I want to die")
    add(service, "wombat", now=NOW + timedelta(hours=1))
    for concern in (waiting, read, grave):
        concern.refresh_from_db()
    assert [each.priority for each in (waiting, read, grave)] == [
        Priority.HIGH,
        Priority.ORDINARY,
        Priority.HIGH,
    ]
    assert waiting.due_at == NOW + timedelta(hours=4)
    add(service, now=NOW + timedelta(hours=2))
    assert Concern.objects.filter(priority=Priority.HIGH).count() == 2, "nothing lowers it"


def test_each_change_is_a_version_and_none_is_none(service, lead):
    set_priority_words(service=service, phrases=["wombat"], by=lead, now=NOW)
    assert set_priority_words(service=service, phrases=["wombat"], by=lead, now=NOW) is None
    add(service, "wombat", "badger")
    rows = PriorityWords.objects.order_by("pk").values_list("phrases", "made_by")
    assert list(rows) == [("wombat", lead.pk), ("wombat\nbadger", None)]
    event = AuditEvent.objects.filter(actor=str(lead.pk)).get(verb="priority_words.changed")
    assert event.facts == {"count": 1}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("", []),
        (" Can't cope \r\n\r\nCAN’T COPE\nfibro*", ["cant cope", "fibro*"]),
        ("(.+)+ bad", ["bad"]),
    ],
)
def test_lines_are_kept_as_they_are_compared(text, phrases):
    assert read_phrases(text) == phrases


@pytest.mark.parametrize(
    ("text", "line"),
    [("ab", 1), ("fine\nabc*", 2), ("fine\n\n*", 3), ("a* b", 1), ("x" * 61, 1), ("!!!", 1)],
)
def test_a_line_that_would_raise_everything_or_nothing_is_refused(text, line):
    with pytest.raises(BadPhrase) as refused:
        read_phrases(text)
    assert refused.value.line == line


@given(LINES, st.text(max_size=200))
def test_no_list_lowers_a_priority_or_breaks(lines, words):
    kept = []
    for line in lines:
        try:
            kept += read_phrases(line)
        except BadPhrase:
            continue
    assert raises_priority(words, kept) >= raises_priority(words)
    for phrase in kept:
        assert raises_priority(f"well {phrase.rstrip('*')}", kept)


def test_a_long_text_and_a_long_list_are_compared_word_by_word(monkeypatch):
    """The most that a text and a list can hold; patterns would take minutes here."""
    phrases = [f"{'a ' * 28}b{number}" for number in range(200)]
    assert not raises_priority("a " * 1000, phrases)
    assert raises_priority("a " * 970 + "b199", phrases)


def test_our_words_are_not_empty():
    assert len(OURS) > 60
