"""How a poll stands: which date fits, whom it leaves out, a tie as a tie."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from groups.polls import Candidate, close_at, last_call_at, outcome, usual_close

START = datetime(2026, 9, 22, 13, tzinfo=UTC)
PEOPLE = ("ann", "bob", "cat", "dan")
LONDON = "Europe/London"


def candidates(**said):
    """Each date with one letter a person: y, i, n, or - for nothing."""
    values = {"y": "yes", "i": "if_need_be", "n": "no"}
    return [
        Candidate(
            key,
            START + timedelta(days=number),
            {who: values[one] for who, one in zip(PEOPLE, line, strict=True) if one in values},
        )
        for number, (key, line) in enumerate(said.items())
    ]


def came_out(before=None, **said):
    return outcome(candidates(**said), PEOPLE, before or {})


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ({"a": "yynn", "b": "yyyn"}, ["b", "a"]),  # most who can come
        ({"a": "yyn-", "b": "yy--"}, ["b", "a"]),  # then fewest left out
        ({"a": "yii-", "b": "yyi-"}, ["b", "a"]),  # then most who like it
        ({"a": "iiii", "b": "yyyn"}, ["a", "b"]),  # "if need be" is coming
        ({"a": "yyyn", "b": "yyyn"}, ["a", "b"]),  # else as they come
    ],
)
def test_the_best_date_comes_first(said, order):
    assert [fit.key for fit in came_out(**said).fits] == order


def test_a_date_says_whom_it_suits_and_whom_it_leaves_out():
    [fit] = came_out(a="yin-").fits
    assert (fit.yes, fit.if_need_be, fit.no, fit.silent) == (("ann",), ("bob",), ("cat",), ("dan",))
    assert fit.can == 2


def test_a_tie_is_a_tie():
    found = came_out(a="yyn-", b="ynn-", c="nyy-")
    assert [fit.key for fit in found.best] == ["a", "c"]
    assert found.is_tie


def test_one_best_date_is_no_tie():
    found = came_out(a="yyy-", b="yyn-")
    assert ([fit.key for fit in found.best], found.is_tie) == (["a"], False)


@pytest.mark.parametrize(
    ("before", "fairer"),
    [
        ({}, []),
        ({"cat": 2}, ["c"]),  # a leaves out cat, who was left out before; c leaves out ann
        ({"cat": 2, "ann": 3}, ["a"]),
        ({"cat": 1, "ann": 1}, []),
        ({"dan": 5}, []),
    ],
)
def test_of_a_tie_it_says_which_is_kinder_to_those_left_out_before(before, fairer):
    found = came_out(before, a="yyn-", b="ynn-", c="nyy-")
    assert [fit.key for fit in found.fairer] == fairer


def test_without_a_tie_nobody_is_weighed_against_another():
    assert came_out({"cat": 4}, a="yyny", b="yynn").fairer == ()


def test_a_poll_that_nobody_answered_has_no_best_date():
    found = came_out(a="----", b="----")
    assert (found.answered, found.best, found.is_tie) == (0, (), False)


def test_where_everybody_said_no_there_is_no_best_date():
    found = came_out(a="nnnn", b="nnn-")
    assert (found.answered, found.best) == (4, ())


def test_what_somebody_said_who_has_left_does_not_count():
    [fit] = outcome(candidates(a="yyyy"), PEOPLE[:2], {}).fits
    assert fit.can == 2


def test_who_said_something_of_one_date_has_answered():
    assert came_out(a="y---", b="-n--").answered == 2


@pytest.mark.parametrize(
    ("first", "last_day"),
    [
        (date(2026, 9, 22), date(2026, 9, 14)),  # five days on
        (date(2026, 9, 13), date(2026, 9, 11)),  # two days before the first date
        (date(2026, 9, 10), date(2026, 9, 10)),  # never today
    ],
)
def test_the_last_day_that_is_proposed(first, last_day):
    assert usual_close(first, date(2026, 9, 9)) == last_day


def test_a_poll_closes_at_six_on_the_local_clock_in_summer_and_winter():
    assert close_at(date(2026, 10, 24), LONDON) == datetime(2026, 10, 24, 17, tzinfo=UTC)
    assert close_at(date(2026, 10, 25), LONDON) == datetime(2026, 10, 25, 18, tzinfo=UTC)


def test_the_last_call_keeps_the_local_hour_when_clocks_go_back():
    told = datetime(2026, 10, 20, 9, tzinfo=UTC)
    called = last_call_at(told, date(2026, 10, 25), time(18), LONDON)
    assert called == datetime(2026, 10, 24, 17, tzinfo=UTC)  # 25 hours before it closes


def test_a_short_poll_has_no_last_call():
    told = datetime(2026, 9, 15, 9, tzinfo=UTC)
    assert last_call_at(told, date(2026, 9, 16), time(18), LONDON) is None
    assert last_call_at(told - timedelta(hours=4), date(2026, 9, 16), time(18), LONDON) is not None
