"""A service at its work: what waits, whether it has come to rest, and time going on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import psycopg2
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Min
from kombu import pools

from followon.celery import app
from followon.messaging.models import Heartbeat, Message, Receipt, State
from tests.chaos.awaiting import happens, wait_for
from tests.chaos.clock import SharedClock
from tests.chaos.crew import Crew
from tests.chaos.form import of_size
from tests.chaos.ledger import Ledger
from tests.chaos.servers import OwnPostgres, OwnValkey

T = TypeVar("T")
STILL = 1.0  # seconds without any movement, when nothing has a reason to move
# A message that was claimed for so many seconds has no worker any more: one that lives gets an
# answer, or gives up, within the three seconds that these tests give the gateway.
DEAD = 5.0
SWEEP = timedelta(seconds=settings.CELERY_BEAT_SCHEDULE["sweep messages"]["schedule"])
TO_CALM = of_size(120.0, 900.0)  # seconds: fifty thousand messages take their time
ROUNDS = 60  # waits that one run may end with: more than the retry table has for all messages


@dataclass
class Stage:
    """The servers, the gateway, the clock, and whoever is at work."""

    postgres: OwnPostgres
    valkey: OwnValkey
    gateway: Ledger
    clock: SharedClock
    crew: Crew
    web_port: int
    token: str
    _last: tuple[Any, ...] = ()
    _claimed: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.morning = self.now()

    def now(self) -> datetime:
        return self.clock.now()

    def open_for_receipts(self) -> None:
        """A web process, and a gateway that posts to it."""
        self.crew.web(self.web_port)
        url = f"http://127.0.0.1:{self.web_port}/hooks/notify/receipts/"
        self.gateway.receipts(url=url, token=self.token)

    def is_calm(self) -> bool:
        """Nothing is due or on its way, and what is still claimed has lost its worker."""
        now, counts = self.now(), self.gateway.counts()
        claimed = asked(lambda: rows_of(State.SENDING))
        self._claimed = {pk: self._claimed.get(pk, time.monotonic()) for pk in claimed}
        if counts["in_flight"] or anything_due(now):
            self._last = ()
            return False
        seen = (counts["arrived"], counts["asked"], claimed)
        if seen != self._last:
            self._last, self._since = seen, time.monotonic()
        dead = all(time.monotonic() - since > DEAD for since in self._claimed.values())
        return dead and time.monotonic() - self._since > STILL

    def come_to_a_halt(self) -> None:
        """Until all that is due has left, where no worker was killed."""
        wait_for(self._has_halted, "what is due to leave:", said=self.waiting)

    def come_to_rest(self, until: datetime) -> None:
        """Let time go on, at least until then, from one thing that waits to the next."""
        for _ in range(ROUNDS):
            wait_for(self._calm_again, "all to be calm:", TO_CALM, self.waiting)
            if self.now() < until:
                self.go_to(until)
            elif not self.go_on():
                return
        raise AssertionError(f"It does not come to rest: {self.waiting()}")

    def go_on(self) -> bool:
        """Put the clock on to what waits next; False when nothing does."""
        moment = asked(lambda: next_moment(self.now()))
        if moment is None:
            return False
        self.go_to(moment + timedelta(seconds=1))
        return True

    def wait_for_a_plan(self) -> None:
        """Until somebody has looked at what is due at this moment or later; we need no beat."""
        now = self.now()
        app.send_task("messaging.plan_and_send")
        wait_for(lambda: asked(lambda: planned_at() >= now), "a look at what is due")

    def go_to(self, moment: datetime) -> None:
        """Put the clock on; by minutes only where all is calm: a lease would end under a worker."""
        self.clock.shift(max(moment - self.now(), timedelta(0)))
        self._last = ()

    def receipts_are_worked_on(self) -> None:
        wait_for(lambda: not self.gateway.counts()["receipts"], "the receipts to be posted")
        wait_for(lambda: not asked(receipts_left), "the receipts to be worked on")

    def waiting(self) -> dict[str, int]:
        """How many are in each state, for a failed test's message."""
        states = Message.objects.values_list("state", flat=True)
        found = asked(lambda: list(states))
        return {state: found.count(state) for state in sorted(set(found))}

    def _has_halted(self) -> bool:
        claimed = asked(lambda: rows_of(State.SENDING))
        return not (claimed or anything_due(self.now()) or self.gateway.counts()["in_flight"])

    def _calm_again(self) -> bool:
        self.crew.mend()
        return self.is_calm()


def asked(question: Callable[[], T]) -> T:
    """The answer, once the database is there again where it was just restarted."""
    answer: list[T] = []

    def ask() -> bool:
        try:
            answer[:] = [question()]
        except (OperationalError, InterfaceError, psycopg2.Error):
            connection.close()
            return False
        return True

    assert happens(ask, 30), "The database does not answer"
    return answer[0]


def anything_due(now: datetime) -> bool:
    """Whether a message could move at this moment, or within the second of a beat."""
    messages = Message.objects
    unknown = messages.filter(state=State.UNKNOWN, look_at__lte=now)
    return asked(lambda: messages.due(now).exists() or unknown.exists())


def rows_of(state: str) -> list[str]:
    rows = Message.objects.filter(state=state).order_by("pk")
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def next_moment(now: datetime) -> datetime | None:
    """When the next of those that wait can move: a retry, a question, a lease that runs out.

    What has lost its worker already waits for the sweep, which comes every five minutes.
    """
    waits = {State.QUEUED: "not_before", State.SENDING: "lease_until", State.UNKNOWN: "look_at"}
    moments = [
        Message.objects.filter(state=state).aggregate(at=Min(name))["at"]
        for state, name in waits.items()
    ]
    found = [each if each > now else now + SWEEP for each in moments if each is not None]
    return min(found, default=None)


def planned_at() -> datetime:
    mark = Heartbeat.objects.filter(name="plan").first()
    return mark.at if mark is not None else datetime.min.replace(tzinfo=UTC)


def receipts_left() -> bool:
    return Receipt.objects.filter(worked_at__isnull=True).exists()


@contextmanager
def nudges_go_to(address: str) -> Iterator[None]:
    """What this process puts into the queue goes to that broker."""
    usual = app.conf.broker_write_url
    app.conf.broker_write_url = address
    forget_connections()
    try:
        yield
    finally:
        app.conf.broker_write_url = usual
        forget_connections()


def forget_connections() -> None:
    """Celery keeps a pool to the broker that it knew first; the next task makes another."""
    pools.reset()
    app.amqp._producer_pool = None
