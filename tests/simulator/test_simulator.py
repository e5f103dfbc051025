from dataclasses import replace
from statistics import mean

from groups.health.contract import dumps, loads
from groups.health.history import Histories, MeetingPlanned, Rsvp
from tests.health.make import day, group
from tests.simulator.detectors import RULES, detector
from tests.simulator.parameters import MOVABLE, Parameters
from tests.simulator.report import ours
from tests.simulator.score import score
from tests.simulator.table2 import declined
from tests.simulator.world import Truth, simulate

SEED = 90210


def test_the_same_seed_gives_the_same_groups():
    assert simulate(5, SEED, Parameters()) == simulate(5, SEED, Parameters())
    assert simulate(5, SEED, Parameters()) != simulate(5, SEED + 1, Parameters())


def test_simulated_histories_keep_the_contract():
    groups = tuple(history for history, _ in simulate(20, SEED, Parameters()))
    histories = Histories(max(event.on for group in groups for event in group.events), groups)
    assert loads(dumps(histories)) == histories


def test_a_world_without_bookings_has_none():
    world = replace(Parameters(), books_ahead=0.0)
    for history, _ in simulate(20, SEED, world):
        assert not [e for e in history.events if isinstance(e, MeetingPlanned | Rsvp)]


def test_every_number_can_be_moved():
    for name in MOVABLE:
        assert getattr(Parameters().moved(name, 1.3), name) != getattr(Parameters(), name)


def test_score_counts_false_alarms_delay_and_what_was_seen():
    truth = Truth(30, day(0), day(730), fade_on=day(365), slow=True, last_meeting=day(500))
    truth.ended_on, truth.pauses = day(520), [(day(100), day(150))]
    alarms = [day(50), day(120), day(425), day(600)]
    found = score([(group(), truth)], lambda history, until: alarms)
    assert round(found.false_per_year, 3) == round(1 / (315 / 365.25), 3)
    assert (found.delay, found.seen) == (2.0, 1.0)
    late = score([(group(), truth)], lambda history, until: [day(510)])
    assert (round(late.delay, 2), late.seen) == (4.83, 0.0)
    never = score([(group(), truth)], lambda history, until: [])
    assert (never.delay, never.seen) == (6.0, 0.0)


def test_ours_is_quiet_and_sooner_than_the_gap_rule():
    groups = simulate(120, SEED, Parameters())
    gap = score(groups, detector(RULES["gap over 3.5 x rhythm"]))
    found = score(groups, ours)
    assert found.false_per_year <= 0.3
    assert found.delay < gap.delay - 0.5
    assert found.seen > gap.seen


def test_table_2_declines_about_as_in_the_paper():
    assert 4 <= mean(declined(seed) for seed in range(40)) <= 8
