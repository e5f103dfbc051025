from datetime import UTC, datetime

import pytest

from pmp.checklist import TASKS, Known, Stage, Ticked, parts

AT = datetime(2026, 9, 9, tzinfo=UTC)


def line_of(code, found):
    return next(line for part in found for line in part.lines if line.task.code == code)


def test_the_last_three_sessions_carry_the_lists():
    found = parts(["one", "two", "three", "four"], (), {})
    assert [(part.stage, part.session) for part in found] == [
        (Stage.INTRODUCE, "two"),
        (Stage.PLAN, "three"),
        (Stage.COMMIT, "four"),
    ]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [([], [None, None, None]), (["only"], [None, None, "only"]), (["a", "b"], [None, "a", "b"])],
)
def test_a_programme_of_few_sessions(sessions, expected):
    assert [part.session for part in parts(sessions, (), {})] == expected


def test_what_the_system_knows_ticks_itself_and_nobody_else_does():
    told = {Known.DEPUTY.value: Ticked("Carys", AT)}
    assert line_of(Known.DEPUTY, parts([], {Known.DEPUTY}, {})).is_done
    assert not line_of(Known.DEPUTY, parts([], (), told)).is_done


def test_the_rest_is_ticked_by_who_did_it():
    line = line_of("leaflet", parts([], (), {"leaflet": Ticked("Carys", AT)}))
    assert (line.is_done, line.ticked) == (True, Ticked("Carys", AT))


def test_without_a_volunteer_nothing_is_missing():
    everything = {task.code for task in TASKS if not task.is_optional}
    ticked = {code: Ticked("Carys", AT) for code in everything}
    found = parts([], everything, ticked)
    assert [part.left for part in found] == [0, 0, 0]
    assert not line_of(Known.VOLUNTEER, found).is_done


def test_every_task_has_its_own_code_that_fits():
    codes = [task.code for task in TASKS]
    assert len(set(codes)) == len(codes)
    assert max(map(len, codes)) <= 20
    assert {code.value for code in Known} <= set(codes)
