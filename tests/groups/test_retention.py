"""Closed concerns lose their words after long; an open one never does."""

from datetime import timedelta

import pytest

from followon.messaging.models import InboundText
from followon.messaging.services.retaining import retain
from groups.models import REMOVED_WORDS, Concern
from groups.services import concerns
from tests.cast import NOW, signed_in
from tests.groups.concerns import mobile_of, name_reader, note, text_in

YEARS = NOW + timedelta(days=731)


@pytest.fixture
def reader(service, clinician):
    return name_reader(service, clinician).user


def work(concern, by, *, until: str = "closed") -> None:
    concerns.mark_read(concern=concern, by=by, now=NOW)
    if until != "read":
        concerns.say_what_was_done(concern=concern, note="Rang them", by=by, now=NOW)
    if until == "closed":
        concerns.close(concern=concern, by=by, now=NOW)


def test_a_closed_concern_becomes_a_stub_that_says_who_and_when(group, member, reader):
    concern = note(group, member, "Wombats")
    work(concern, reader)
    retain(now=NOW + timedelta(days=730))
    assert Concern.objects.get().words == "Wombats"
    retain(now=YEARS)
    found = Concern.objects.get()
    assert (found.words, found.state, found.raised_by) == ("", "closed", member)
    assert list(found.steps.order_by("pk").values_list("state", "by", "at", "note")) == [
        ("read", reader.pk, NOW, ""),
        ("acted_on", reader.pk, NOW, REMOVED_WORDS),
        ("closed", reader.pk, NOW, ""),
    ]
    html = signed_in(reader).get(f"/concerns/{found.pk}/").content.decode()
    assert "The words have been removed on schedule." in html
    assert retain(now=YEARS) == 0


def test_a_note_goes_where_the_concern_itself_had_no_words(group, member, reader):
    concern = note(group, member, "Wombats")
    work(concern, reader)
    Concern.objects.update(words="")
    retain(now=YEARS)
    assert concern.steps.get(state="acted_on").note == REMOVED_WORDS
    assert retain(now=YEARS) == 0


@pytest.mark.parametrize("until", ["new", "read", "acted_on"])
def test_an_open_concern_is_never_removed_nor_the_text_that_it_came_as(
    group, coordinator, reader, until
):
    concern = text_in(mobile_of(coordinator), "Wombats")
    if until != "new":
        work(concern, reader, until=until)
    retain(now=NOW + timedelta(days=5000))
    assert (Concern.objects.get().words, InboundText.objects.get().body) == ("Wombats", "Wombats")


def test_the_text_of_a_closed_concern_goes_by_the_period_of_texts(group, coordinator, reader):
    work(text_in(mobile_of(coordinator), "Wombats"), reader)
    retain(now=NOW + timedelta(days=181))
    assert (Concern.objects.get().words, InboundText.objects.get().body) == ("Wombats", "")
