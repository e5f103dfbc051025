"""Every kind says whether a service may write its words, and the defaults pass their own checks."""

import pytest

from followon.messaging.checking import long_sentences, problems
from followon.messaging.defaults import default_text
from followon.messaging.kinds import get
from followon.messaging.placeholders import editable_kinds, fixed_kinds, undeclared

LONGEST_SENDER = "Severn Vale Groupies"
CASES = [
    (declared, channel) for _kind, declared in editable_kinds() for channel in ("text", "email")
]


@pytest.fixture(autouse=True)
def longest_address(settings):
    settings.BASE_URL = "https://" + "f" * 22


def test_every_kind_can_be_written_or_says_why_not():
    assert undeclared() == []
    assert [kind.code for kind, why in fixed_kinds() if not str(why).endswith(".")] == []


@pytest.mark.parametrize(
    ("declared", "channel"), CASES, ids=[f"{each.code}-{channel}" for each, channel in CASES]
)
def test_a_default_passes_the_checks_that_own_words_must_pass(declared, channel):
    default = default_text(declared, channel)
    found = problems(default, declared, channel, sender=LONGEST_SENDER, default=default)
    assert found == []


@pytest.mark.parametrize(
    ("declared", "channel"), CASES, ids=[f"{each.code}-{channel}" for each, channel in CASES]
)
def test_no_sentence_of_a_default_has_more_than_20_words(declared, channel):
    default = default_text(declared, channel)
    assert long_sentences(default.body) + long_sentences(default.subject) == []


@pytest.mark.parametrize("code", ["welcome", "meeting_booked", "reminder_7", "reminder_2"])
def test_who_is_asked_to_come_hears_that_they_may_leave_early(code):
    declared = next(each for kind, each in editable_kinds() if kind == get(code))
    for channel in ("text", "email"):
        assert "Come for as long as suits you." in default_text(declared, channel).body
