"""Whom the bench of sending writes to, and the stand-in of the provider that takes it on."""

import http.client
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from followon.messaging.kinds import Urgency
from followon.messaging.models import Channel, Message
from followon.people.models import Contact, PainService, PersonalLink
from groups.models import Meeting

from .kit.programs import Program
from .kit.rows import copy_rows
from .kit.world import make_meetings, make_world

PEOPLE = 5
KIND = "reminder_2"


@dataclass
class Crowd:
    """Members of groups that meet in two days: (person, contact, meeting) each."""

    service: PainService
    members: list[tuple[uuid.UUID, int, uuid.UUID]]


def make_crowd(count: int, now: datetime) -> Crowd:
    """So many people in groups of five, with one meeting ahead for each group."""
    world = make_world(groups=count // PEOPLE, people=PEOPLE, now=now - timedelta(days=200))
    at = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    make_meetings([(group, at) for group in world.groups], told_at=now - timedelta(days=90))
    PainService.objects.filter(pk=world.service.pk).update(zone=where_it_is_noon(now))
    meetings = dict(Meeting.objects.values_list("group_id", "pk"))
    contacts = dict(Contact.objects.values_list("user_id", "pk"))
    members = [
        (person, contacts[person], meetings[group])
        for group, people in world.people_of.items()
        for person in people
    ]
    return Crowd(world.service, members)


def where_it_is_noon(now: datetime) -> str:
    """Texts leave between 8am and 8pm; the bench runs at any hour."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def queue_texts(crowd: Crowd, now: datetime, count: int) -> None:
    """A reminder for so many of them, due now; what was there before is gone."""
    Message.objects.all().delete()
    PersonalLink.objects.all().delete()
    names = (
        "id",
        "service",
        "recipient",
        "contact",
        "channel",
        "kind",
        "subject",
        "version",
        "dedupe_key",
        "priority",
        "not_before",
        "send_before",
        "created_at",
    )
    ends = now + timedelta(days=2)
    copy_rows(
        Message,
        names,
        (
            (
                uuid.uuid4(),
                crowd.service.pk,
                person,
                contact,
                Channel.TEXT.value,
                KIND,
                f"meeting:{meeting}",
                1,
                f"{KIND}:{meeting}:{person}",
                int(Urgency.ORDINARY),
                now,
                ends,
                now,
            )
            for person, contact, meeting in crowd.members[:count]
        ),
    )


class Gateway(Program):
    """The light stand-in of Notify in its own process."""

    def __init__(self) -> None:
        super().__init__("-m", "tests.bench.sending_gateway")

    def __enter__(self) -> "Gateway":
        super().__enter__()
        self.port = int(self.line())
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def begin(self, latency: float = 0.0) -> None:
        """A new count."""
        self._say("/_begin", latency=latency)

    def count(self) -> dict[str, Any]:
        return self._say("/_count")

    def _say(self, path: str, **said: float) -> dict[str, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request("POST", path, json.dumps(said))
            return dict(json.loads(line.getresponse().read()))
        finally:
            line.close()
