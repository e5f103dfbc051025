"""Messages that are due: texts at any hour, codes, and the reminders of real meetings."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from unittest.mock import patch

import time_machine
from django.db import connection
from django.test import override_settings

from followon.messaging.models import Channel, Message
from followon.messaging.own_kinds import HELP
from followon.messaging.services import outbox
from followon.messaging.services.sending import send_due
from followon.people.models import PainService, User
from groups.local_time import local_day
from groups.models import Group, Meeting
from tests.cast import make_group, make_person, make_service, new_mobile
from tests.groups.make import make_meeting

BOOKED_BEFORE = timedelta(days=15)
names = itertools.count(1)


@dataclass
class World:
    """One service, and since when its messages count."""

    service: PainService
    since: datetime

    def messages(self) -> list[tuple[str, str, str]]:
        """(reference, state, reason) of all that was queued since then."""
        rows = Message.objects.filter(created_at__gte=self.since)
        return [(str(pk), *rest) for pk, *rest in rows.values_list("pk", "state", "reason")]


def make_world(now: datetime) -> World:
    return World(make_service(now - timedelta(days=30)), now)


def texts(world: World, count: int, now: datetime) -> None:
    """Answers to numbers, which may leave at any hour."""
    rows = []
    for number in range(count):
        due = outbox.kinds.Due(world.service.pk, None, "", 0, None)
        row = outbox.row(HELP, due, Channel.TEXT, None, now, dedupe=str(number), fixed=True)
        row.to = f"+447700900{number % 1000:03}"
        rows.append(row)
    outbox.insert(rows)


def codes(
    world: World, people: list[User], now: datetime, lasts: timedelta = timedelta(minutes=10)
) -> None:
    """A sign-in code for each, of no use after a while."""
    for number, user in enumerate(people):
        outbox.enqueue(
            kind="sign_in_code",
            recipient=user,
            service=world.service,
            now=now,
            send_before=now + lasts,
            facts={"secret": f"{number:06}"},
            dedupe=str(number),
        )


@contextmanager
def quietly() -> Iterator[None]:
    """Nobody is woken for what is queued meanwhile, as if the queue had lost it."""
    with patch.object(outbox, "nudge"):
        yield


def people(world: World, count: int, *, email: bool = False) -> list[User]:
    """Members to be, each with a number of their own, or with an address."""
    made = []
    for _ in range(count):
        number = next(names)
        contact = {"email": f"p{number}@example.com"} if email else {"mobile": new_mobile()}
        made.append(make_person(f"Person {number}", service=world.service, **contact))
    return made


def group_of(world: World, members: list[User], now: datetime) -> Group:
    coordinator, deputy, *others = members
    return make_group(
        world.service,
        coordinator=coordinator,
        deputy=deputy,
        others=tuple(others),
        name=f"Group {next(names)}",
        now=now,
    )


def meetings(
    world: World, at: datetime, times: list[time], members: int, *, email: bool = False
) -> list[Meeting]:
    """A group for each time of day, which meets two days after `at`, and was told long before."""
    then = at - BOOKED_BEFORE
    day = local_day(at, world.service.zone) + timedelta(days=2)
    made = []
    for time_of_day in times:
        group = group_of(world, people(world, members, email=email), then)
        made.append(make_meeting(group, on=day, at=time_of_day, now=then))
    tell_now(then)
    return made


def tell_now(now: datetime) -> None:
    """Send what is due, from this process, to nobody: it is of the past."""
    with time_machine.travel(now, tick=False), on_the_console():
        while send_due(now=now):
            pass
    connection.close()


def on_the_console() -> override_settings:
    return override_settings(DEBUG=True, TEXT_TRANSPORT="console", EMAIL_TRANSPORT="console")
