"""Beat goes on when the clock is put back, at the pace that it had."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from celery import Celery
from celery.beat import Scheduler

from followon.beat import SteadyScheduler
from tests.cast import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def app() -> Celery:
    made = Celery("beat", broker="memory://", timezone="Europe/London", set_as_current=False)
    made.conf.beat_schedule = {"plan": {"task": "plan", "schedule": 60}}
    return made


def runs(scheduler: Scheduler, *moments) -> list[bool]:
    """Whether a look at each of these moments runs the task."""
    done = []
    for moment in moments:
        with time_machine.travel(moment, tick=False), patch.object(scheduler, "apply_async") as go:
            while scheduler.tick() == 0:
                pass
            done.append(go.called)
    return done


def steady(app: Celery) -> SteadyScheduler:
    with time_machine.travel(NOW, tick=False):
        return SteadyScheduler(app=app)


def test_it_runs_each_minute_as_celery_s_own_does(app):
    moments = [NOW + seconds * timedelta(seconds=1) for seconds in (30, 61, 90, 122)]

    assert runs(steady(app), *moments) == [False, True, False, True]


def test_after_an_hour_back_it_goes_on_a_minute_later(app):
    back = NOW + 2 * MINUTE - HOUR

    after = runs(steady(app), NOW + 2 * MINUTE, back, back + MINUTE / 2, back + 1.1 * MINUTE)

    assert after == [True, False, False, True]


def test_celery_s_own_would_be_silent_for_that_hour(app):
    with time_machine.travel(NOW, tick=False):
        usual = Scheduler(app=app)
    back = NOW + 2 * MINUTE - HOUR

    assert runs(usual, NOW + 2 * MINUTE, back, back + 30 * MINUTE) == [True, False, False]


def test_after_an_hour_on_it_runs_once(app):
    on = NOW + 2 * MINUTE + HOUR

    assert runs(steady(app), NOW + 2 * MINUTE, on, on + MINUTE / 2) == [True, True, False]
