"""B and I of the paper's Table 2 are small or rare, not fading: a rule that nags them is bad."""

from random import Random

from groups.health.history import History
from groups.health.replay import changes
from tests.health.make import day, group, held


def alarms(history: History, until: int) -> list[str]:
    return [
        change.on.isoformat()
        for change in changes(history, day(until))
        if change.health.level == "needs_a_hand"
    ]


def like(rhythms: tuple[int, int], counts: list[int], many: int, *, members: int, seed: int):
    """Meetings every so many days, one in eight of them unreported."""
    rng, on, events = Random(seed), 0, []
    for _ in range(many):
        on += rng.randint(*rhythms)
        if rng.random() < 7 / 8:
            events.append(held(on, rng.choice(counts), late=rng.randint(0, 6)))
    return group(events, members=members, rhythm=sum(rhythms) / 2), on


def test_b_three_women_monthly_for_five_years():
    raised = 0
    for seed in range(10):
        history, until = like((24, 37), [3, 3, 3, 2, 2, 1], 60, members=3, seed=seed)
        raised += len(alarms(history, until))
    assert raised <= 2  # in fifty years


def test_i_every_two_or_three_months():
    raised = 0
    for seed in range(10):
        history, until = like((61, 91), [6, 5, 5, 4, 3], 12, members=6, seed=seed)
        raised += len(alarms(history, until))
    assert raised <= 2  # in twenty-five years
