"""Ways of sending: their order for a service, how they do, and whether they are set up."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import Message, Way, WayOrder
from ..queries.ways import CHANNELS, Key, channel_name, in_use, ways_for
from ..transports import ChannelName, Transport, TransportError, transport
from ..ways import Ways, in_a_row, is_the_way_s_own, rests_until

log = logging.getLogger(__name__)

MOST_RESTS = 100  # counted no further
CHECK_EVERY = timedelta(hours=1)
TEXTS_BACK = timedelta(hours=24)
TEXTS_KEPT = timedelta(days=7)  # by GOV.UK Notify; nothing older can be asked for

Result = tuple[str, str, TransportError | None]  # channel, way, and why it failed if it did


@transaction.atomic
def set_order(
    *,
    service: PainService,
    channel: ChannelName,
    names: Sequence[str],
    by: User | None,
    now: datetime,
) -> None:
    """The ways of this service's messages, first choice first; none: as the settings say.

    Raises ImproperlyConfigured where one does not carry the channel or its settings are missing,
    and ValueError where one is named twice.
    """
    if len(set(names)) < len(names):
        raise ValueError("Name each way once.")
    for name in names:
        transport(name, channel, settings)
    rows = WayOrder.objects.filter(service=service, channel=channel)
    if names:
        WayOrder.objects.update_or_create(
            service=service, channel=channel, defaults={"names": ",".join(names)}
        )
    else:
        rows.delete()
    record("ways.set", service, by=by, now=now, service=service, channel=channel, names=list(names))


class Choice:
    """The way of each message of these services and channels, in two queries for all of them."""

    def __init__(self, keys: Collection[Key], now: datetime) -> None:
        self._ways: dict[Key, Ways] = ways_for(keys, now) if keys else {}
        self._complained: set[str] = set()
        self._found: dict[tuple[Key, str], Transport] = {}

    def transport(self, message: Message) -> Transport:
        """Where its next try goes. Raises TransportError where no way of it is set up."""
        wanted = ((message.service_id, message.channel), message.way)
        if wanted not in self._found:
            self._found[wanted] = self._find(message)
        return self._found[wanted]

    def _find(self, message: Message) -> Transport:
        ways = self._ways[message.service_id, message.channel]
        first = ways.first(message.way)
        for name in (first, *(name for name in ways.names if name != first)):
            try:
                return transport(name, channel_name(message.channel), settings)
            except ImproperlyConfigured as error:
                if name not in self._complained:
                    log.error("Messages cannot go by %s: %s", name, error)
                self._complained.add(name)
        raise TransportError("No way of sending is set up", configuration=True)

    def elsewhere(self, message: Message, failed: str, error: TransportError) -> str:
        """The way for its next try, at once; "" where it waits."""
        return self._ways[message.service_id, message.channel].after(failed, error)


def note(results: Iterable[Result], *, now: datetime) -> None:
    """Remember how the ways did, in their order; one UPDATE for each way where all went well."""
    by_way: dict[tuple[str, str], list[TransportError | None]] = defaultdict(list)
    for channel, name, error in results:
        by_way[channel, name].append(error)
    for (channel, name), errors in by_way.items():
        own = [error for error in errors if error is not None and is_the_way_s_own(error)]
        if own:
            _note_failures(channel, name, errors, own[-1], now)
        elif None in errors:
            Way.objects.filter(channel=channel, name=name, failures__gt=0).update(
                failures=0, rests=0, set_aside_until=None, reason=""
            )


@transaction.atomic
def _note_failures(
    channel: str,
    name: str,
    results: list[TransportError | None],
    last: TransportError,
    now: datetime,
) -> None:
    Way.objects.bulk_create([Way(channel=channel, name=name)], ignore_conflicts=True)
    way = Way.objects.select_for_update().get(channel=channel, name=name)
    way.failures = in_a_row(way.failures, results)
    if way.failures:
        rest = rests_until(way.failures, way.rests, last, now)
        if rest is not None and (way.set_aside_until is None or way.set_aside_until <= now):
            log.error("The channel %s is not sent by %s until %s: %s", channel, name, rest, last)
            way.set_aside_until, way.rests = rest, min(way.rests + 1, MOST_RESTS)
        way.reason, way.failed_at = last.reason[:120], now
    else:
        way.set_aside_until, way.rests, way.reason = None, 0, ""
    way.save(update_fields=["failures", "rests", "reason", "failed_at", "set_aside_until"])


def check(*, now: datetime) -> list[str]:
    """Ask every provider in use whether all is set up there, and keep what it says for staff."""
    found = []
    for channel in CHANNELS:
        for name in in_use(channel):
            problems = _problems(name, channel)
            Way.objects.update_or_create(
                channel=channel, name=name, defaults={"problems": problems, "checked_at": now}
            )
            found += [f"{channel} by {name}: {problem}" for problem in problems]
    for problem in found:
        log.error("A way of sending is not set up: %s", problem)
    return found


def is_check_due(now: datetime) -> bool:
    """Each hour, and at every look while something is wrong."""
    fresh = Way.objects.filter(checked_at__gt=now - CHECK_EVERY, problems=[])
    known = set(fresh.values_list("channel", "name"))
    return any((channel, name) not in known for channel in CHANNELS for name in in_use(channel))


def texts_since(name: str, *, now: datetime) -> datetime:
    """From when on to ask a provider for texts: a day, and more after a longer silence of ours."""
    way = Way.objects.filter(channel="text", name=name).first()
    last = way.texts_asked_at if way is not None else None
    return max(min(now, last or now) - TEXTS_BACK, now - TEXTS_KEPT)


def note_texts_asked(name: str, *, now: datetime) -> None:
    """All that it held until now is kept with us."""
    Way.objects.update_or_create(channel="text", name=name, defaults={"texts_asked_at": now})


def _problems(name: str, channel: ChannelName) -> list[str]:
    try:
        return list(transport(name, channel, settings).problems())
    except ImproperlyConfigured as error:
        return [str(error)]
    except Exception as error:  # a provider that answers nonsense must not stop the others' check
        return [f"It could not be checked: {type(error).__name__}"]
