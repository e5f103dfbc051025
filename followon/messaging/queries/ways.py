"""The ways of sending: which ones a service's messages take, and what is wrong with them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from followon.people.models import PainService

from ..models import Channel, Message, Way, WayOrder
from ..transports import ChannelName, usual
from ..ways import Ways

Key = tuple[Any, str]
CHANNELS: tuple[ChannelName, ...] = ("text", "email")


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with a way, in a sentence for staff."""

    channel: str
    name: str
    sentence: str


def ways_for(keys: Collection[Key], now: datetime) -> dict[Key, Ways]:
    """The ways of each service and channel, in two queries for any number of them."""
    orders = WayOrder.objects.filter(service__in={service for service, _channel in keys})
    own = {(row.service_id, row.channel): named(row) for row in orders}
    resting: dict[str, set[str]] = {channel: set() for channel in Channel.values}
    rows = Way.objects.filter(set_aside_until__gt=now)
    for channel, name in rows.values_list("channel", "name"):
        resting[channel].add(name)
    return {
        key: Ways(own.get(key) or usual(channel_name(key[1]), settings), frozenset(resting[key[1]]))
        for key in keys
    }


def keys_of(messages: Iterable[Message]) -> set[Key]:
    """The services of those messages, with the channels."""
    return {(message.service_id, message.channel) for message in messages}


def named(order: WayOrder) -> tuple[str, ...]:
    return tuple(order.names.split(","))


def in_use(channel: ChannelName) -> tuple[str, ...]:
    """Every way that some service's messages may take on that channel."""
    orders = WayOrder.objects.filter(channel=channel)
    names = [*usual(channel, settings), *(name for order in orders for name in named(order))]
    return tuple(dict.fromkeys(names))


def orders_of(service: PainService) -> dict[str, tuple[str, ...]]:
    """The service's own order on each channel, or the usual one."""
    own = {row.channel: named(row) for row in WayOrder.objects.filter(service=service)}
    return {channel: own.get(channel) or usual(channel, settings) for channel in CHANNELS}


def troubles(way: Way, now: datetime) -> list[Trouble]:
    """What is wrong with one way."""
    found = [Trouble(way.channel, way.name, sentence) for sentence in way.problems]
    if way.set_aside_until is not None and way.set_aside_until > now:
        sentence = _("Set aside until %(time)s. %(reason)s") % {
            "time": localtime(way.set_aside_until).strftime("%H:%M"),
            "reason": way.reason,
        }
        found.append(Trouble(way.channel, way.name, sentence))
    return found


def channel_name(channel: str) -> ChannelName:
    return "email" if channel == Channel.EMAIL else "text"
