import pytest

from pmp.steps import ORDER, Step, after, asked_where, before, further, order_for


def test_the_questions_follow_each_other():
    walked = [Step.WISH]
    while following := after(walked[-1]):
        walked.append(following)
    assert tuple(walked) == ORDER
    assert [before(step) for step in ORDER] == [None, *ORDER[:-1]]


def test_the_language_is_asked_only_where_there_is_a_choice():
    assert set(ORDER) - set(asked_where(1)) == {Step.LANGUAGE}
    assert asked_where(2) == ORDER


def test_whoever_is_in_a_group_is_not_asked_what_is_of_the_person():
    assert order_for(settled=True, languages=2) == (
        Step.WISH,
        Step.TIMES,
        Step.HARD,
        Step.TRAVEL,
        Step.JOBS,
    )


def test_going_back_does_not_forget_how_far_somebody_came():
    assert further("", Step.REACH) == Step.REACH
    assert further(Step.TRAVEL, Step.WISH) == Step.TRAVEL


def test_a_question_that_is_none():
    with pytest.raises(ValueError, match="nothing"):
        after("nothing")
