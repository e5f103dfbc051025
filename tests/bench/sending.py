"""Sending: real Celery workers to a gateway on loopback, beside a bare claim-post-mark loop."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.utils import timezone

from followon.celery import app
from followon.messaging.models import Message, State
from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE

from .kit.programs import Program
from .kit.rows import analyze
from .kit.table import Show
from .sending_floor import Post, bare, by_our_transport, by_standard_library, by_vendors_client
from .sending_world import Crowd, Gateway, make_crowd, queue_texts

CELERY = ("-m", "celery", "-A", "followon.celery", "worker", "--concurrency", "1")
SLOW = 0.1
PATIENCE = 120.0


def run(show: Show) -> None:
    """Reminders of real meetings, each to a person of its own and with a link of its own."""
    count = 500 if show.small else 5_000
    show.say(f"making {count:,} people and their meetings …")
    crowd = make_crowd(count, timezone.now())
    with Gateway() as gateway:
        use(gateway)
        bench = Bench(crowd, gateway)
        floor = bench.floor(by_our_transport)
        one, two = bench.workers(1), bench.workers(2)
        slow = bench.workers(1, latency=SLOW, count=min(count, 1_500))
        show("one worker", one, floor=floor, floor_is="a bare loop", ratio=0.7)
        show("two workers", two, floor=one, floor_is="one worker", ratio=1.6)
        limit = settings.MESSAGES_IN_FLIGHT / SLOW
        what = f"one worker, {settings.MESSAGES_IN_FLIGHT} in flight, a gateway that takes 100 ms"
        show(what, slow, floor=limit, floor_is="what that allows", ratio=0.8)
        show("a bare loop over Notify's client as it comes", bench.floor(by_vendors_client))
        show("a bare loop over http.client", bench.floor(by_standard_library))
    show.note(
        "The bare loop claims a hundred, posts one after another over the client that the workers "
        "use, and marks them; nothing is gated or composed. Workers, gateway and PostgreSQL share "
        "the cores."
    )


def use(gateway: Gateway) -> None:
    """Texts go to the stand-in: by this process's settings and by those of the workers."""
    for name, value in environment(gateway).items():
        setattr(settings, name, value)


def environment(gateway: Gateway) -> dict[str, str]:
    return {
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "notify",
        "NOTIFY_BASE_URL": gateway.url,
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
    }


class Bench:
    """The same texts again and again, by different senders; rates are by the gateway's clock."""

    def __init__(self, crowd: Crowd, gateway: Gateway) -> None:
        self.crowd, self.gateway = crowd, gateway

    def floor(self, client: Callable[[], Post]) -> float:
        self.gateway.begin()
        self._queue(len(self.crowd.members))
        return bare(client())

    def workers(self, number: int, *, latency: float = 0.0, count: int = 0) -> float:
        """How many a second so many workers send, once they have warmed up."""
        count = count or len(self.crowd.members)
        with celery(number, environment(self.gateway)):
            self._send(number, min(count, 200 * number), latency)
            return self._send(number, count, latency)

    def _send(self, number: int, count: int, latency: float) -> float:
        self.gateway.begin(latency)
        self._queue(count)
        for _ in range(number):
            app.send_task("messaging.send_batch")
        ends = time.monotonic() + PATIENCE
        while Message.objects.filter(state=State.SENT).count() < count:
            if time.monotonic() > ends:
                raise RuntimeError(f"After {PATIENCE:.0f} s: {self.gateway.count()}")
            time.sleep(0.2)
        said = self.gateway.count()
        assert (said["count"], said["twice"]) == (count, 0), said
        return (count - 1) / said["seconds"]

    def _queue(self, count: int) -> None:
        queue_texts(self.crowd, timezone.now(), count)
        analyze()


@contextmanager
def celery(number: int, environment: dict[str, str]) -> Iterator[None]:
    """So many workers of one process each, ready for work."""
    with ExitStack() as stack:
        for each in range(number):
            name = ("--hostname", f"bench{each}@%h")
            stack.enter_context(Program(*CELERY, *name, quiet=True, **environment))
        ends = time.monotonic() + PATIENCE
        while len(app.control.ping(timeout=0.5)) < number:
            if time.monotonic() > ends:
                raise RuntimeError(f"{number} workers did not start")
        yield
