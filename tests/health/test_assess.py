from groups.health.assess import assess, look_again_at
from groups.health.history import Paused
from tests.health.make import day, group, meetings


def test_a_group_that_meets_is_steady():
    health = assess(group(meetings([6] * 6)), day(200))
    assert (health.level, health.flags) == ("steady", ())


def test_a_group_without_news_for_long_may_need_a_hand():
    health = assess(group(meetings([6] * 6)), day(300))
    assert health.level == "needs_a_hand"
    assert (
        health.flags[0].because
        == "Usually meets every 30 days. Last known meeting 120 days ago. Nothing booked."
    )


def test_a_resting_group_is_not_assessed():
    history = group([*meetings([6] * 6), Paused(day(190), day(400))])
    assert assess(history, day(300)).level == "resting"
    assert look_again_at(history, day(300)) == day(400)
