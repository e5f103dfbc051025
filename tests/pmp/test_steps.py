import pytest

from pmp.steps import ORDER, Step, after, before, further


def test_the_questions_follow_each_other():
    walked = [Step.WISH]
    while following := after(walked[-1]):
        walked.append(following)
    assert tuple(walked) == ORDER
    assert [before(step) for step in ORDER] == [None, *ORDER[:-1]]


def test_going_back_does_not_forget_how_far_somebody_came():
    assert further("", Step.REACH) == Step.REACH
    assert further(Step.TRAVEL, Step.WISH) == Step.TRAVEL


def test_a_question_that_is_none():
    with pytest.raises(ValueError, match="nothing"):
        after("nothing")
