"""Waking a worker once for what comes in by the hundred."""

from kombu.exceptions import OperationalError

from followon.messaging.waking import Waker


class Task:
    """What was asked of it."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.asked: list[dict[str, object]] = []
        self.fault = fault

    def apply_async(self, **how: object) -> None:
        self.asked.append(how)
        if self.fault:
            raise self.fault


def ask(task: Task, *, times: int, every: float) -> None:
    """Something comes in so many times, so many seconds apart."""
    moments = [number * every for number in range(times)]
    wake = Waker(task, soon=1.0, clock=lambda: moments.pop(0))
    for _ in range(times):
        wake()


def test_a_hundred_calls_ask_for_one_task_which_starts_after_them():
    task = Task()
    ask(task, times=100, every=0.008)
    assert task.asked == [{"countdown": 1.0, "retry": False}]


def test_what_comes_later_is_asked_for_again():
    task = Task()
    ask(task, times=3, every=1)
    assert len(task.asked) == 3


def test_a_broker_that_is_down_is_not_asked_for_each_of_them(caplog):
    task = Task(OperationalError("redis://secret@somewhere"))
    ask(task, times=100, every=0.008)
    assert len(task.asked) == 1
    assert caplog.messages == [
        "No worker could be woken (OperationalError); the sweep will find it"
    ]
