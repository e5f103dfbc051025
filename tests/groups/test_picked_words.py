"""A text's template is run once for all of whom it says the same; nothing else changes by that."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from followon.messaging import wording
from followon.messaging.kinds import all_kinds
from followon.messaging.placeholders import Editable, editable
from followon.messaging.wording import default_words, render
from tests.messaging.kit import LINK

SENDER = "Avon Follow-on"
PICKED = [
    "meeting_booked",
    "meeting_cancelled",
    "meeting_moved",
    "how_did_it_go",
    "invitation",
    "job_ends_soon",
    "job_offered",
    "next_date",
    "pause_ending",
    "reminder_2",
    "reminder_7",
    "sign_in_code",
    "take_over",
    "thank_you",
]


def declared(code: str) -> Editable:
    found = editable(code)
    assert found is not None
    return found


def facts(code, **more):
    typical = {each.keys[0]: str(each.typical) for each in declared(code).on("text") if each.keys}
    return {"was_when": "", "next_when": "", **declared(code).stands, **typical, **more}


def the_long_way(code, context):
    words = wording._filler(code, context, SENDER)
    return default_words(code, "text", {**context, "words": words})


@pytest.mark.parametrize("code", PICKED)
@pytest.mark.parametrize("is_member", [True, False])
@pytest.mark.parametrize("next_when", ["Wed 30 Sep 10:30am", ""])
@pytest.mark.parametrize("name", ["Ann", "Maximilianna"])
def test_the_words_are_those_of_the_template(code, is_member, next_when, name):
    context = facts(code, is_member=is_member, next_when=next_when, first_name=name)
    for _again in range(2):
        assert wording._picked(code, context, SENDER) == the_long_way(code, context)


def test_every_template_with_placeholders_is_run_once(settings):
    asks = [
        kind.code
        for kind in all_kinds()
        if editable(kind.code)
        and wording._names_read(wording._template(f"messages/{kind.code}.sms.jinja")) is not None
    ]
    assert set(PICKED) <= set(asks)
    wording._pick.cache_clear()
    for name in ("Ann", "Bob", "Cat"):
        render("reminder_2", "text", facts("reminder_2", first_name=name), sender=SENDER)
    assert (wording._pick.cache_info().misses, wording._pick.cache_info().hits) == (1, 2)


def test_a_template_that_says_more_than_it_picks_is_run_each_time():
    templates = {
        "a": "{{ words('Hello') }} and {{ more }}",
        "b": "{{ words(more) }}",
        "c": "{{ more }}",
    }
    environment = Environment(loader=DictLoader(templates), undefined=StrictUndefined)  # noqa: S701
    says_more, picks = environment.get_template("a"), environment.get_template("b")
    assert wording._pick(says_more, "en", (("more", "x"),)) is None
    assert wording._pick(picks, "en", (("more", "{link}"),)) == "{link}"
    assert wording._names_read(picks) == ("more",)
    assert wording._names_read(environment.get_template("c")) is None


def test_what_the_template_asks_for_and_does_not_get_is_an_error():
    context = {"first_name": "Ann", "link": LINK, "when": "Wed 30 Sep"}
    with pytest.raises(UndefinedError, match="is_member"):
        render("meeting_booked", "text", context, sender=SENDER)
