"""What health says is kept as parts, and said again in the reader's language."""

import json

import pytest
from django.utils import translation

from groups.health.assess import assess
from groups.health.flags import NEXT_STEPS
from groups.health.history import CoordinatorResting, Paused
from groups.health.words import day, days, joined, listed, number, phrase, share, starting
from groups.sentences import kept, spoken, spoken_flags
from tests.health.make import day as on
from tests.health.make import group, meetings, planned

SIX = meetings([6] * 6)
HISTORIES = [
    group(SIX),
    group(),
    group([*SIX, planned(240)]),
    group([*SIX, Paused(on(190), on(300))]),
    group([*SIX, CoordinatorResting(on(185))], has_deputy=False, unreachable=0.5),
    group(meetings([7, 7, 7, 3, 2, 2])),
    group([*SIX, planned(210), planned(240)]),
]


@pytest.mark.parametrize("history", HISTORIES, ids=range(len(HISTORIES)))
@pytest.mark.parametrize("later", [200, 260, 345])
def test_what_was_kept_says_the_same_again(history, later):
    for flag in assess(history, on(later)).flags:
        for sentence in (flag.because, flag.next_step):
            assert spoken(json.loads(json.dumps(kept(sentence)))) == sentence


@pytest.mark.parametrize(
    "said",
    [
        days(1),
        days(64),
        number(3),
        number(11),
        listed([4, 4, 3]),
        listed([4]),
        day(on(0)),
        share(0.4),
        starting(number(2)),
        joined(
            phrase("Nothing booked."), "", phrase("Usually booked %(days)s ahead.", days=days(1))
        ),
        *NEXT_STEPS.values(),
    ],
)
def test_each_kind_of_part(said):
    assert spoken(json.loads(json.dumps(kept(said)))) == said


def test_another_language_has_its_own_words():
    sentence = phrase("Next one booked for %(day)s.", day=day(on(0)))
    with translation.override("cy"):
        assert spoken(kept(sentence)).startswith("Next one booked for ")
        assert spoken(kept(day(on(0)))) != day(on(0))


def test_flags_of_before_are_shown_as_they_were_stored():
    old = {"code": "overdue", "severity": "serious", "because": "100% late.", "next_step": "Call."}
    assert spoken_flags([old]) == [old]
