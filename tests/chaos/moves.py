"""Meetings moved while everything breaks, and what was said about them afterwards."""

import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from followon.messaging.models import Message
from followon.messaging.services.posting import FRESH
from groups.models import Meeting
from groups.services.meetings import move_meeting
from tests.chaos.gateway import Taken
from tests.chaos.stage import Stage, asked

# What was checked longer ago than FRESH is checked again before it is handed over; from there to
# the gateway it takes no time to speak of, save on a machine as busy as this one.
ON_ITS_WAY = FRESH + 3.0


@dataclass
class Moves:
    """Moves one meeting after the other, and notes when each move stood."""

    stage: Stage
    meetings: list[Meeting]
    random: random.Random
    stood_at: dict[tuple[str, int], float] = field(default_factory=dict)

    def move_one(self) -> None:
        """To another day, at the same hour: everybody is told at once."""
        asked(self._move)

    @transaction.atomic
    def _move(self) -> None:
        meeting = Meeting.objects.get(pk=self.random.choice(self.meetings).pk)
        was = (f"meeting:{meeting.pk}", meeting.version)
        move_meeting(
            meeting=meeting,
            version=meeting.version,
            date=meeting.date + timedelta(days=1),
            time=meeting.time,
            place=None,
            by=None,
            now=self.stage.now(),
        )
        transaction.on_commit(lambda: self.stood_at.setdefault(was, time.time()))

    def told_too_late(self, taken: list[Taken]) -> list[str]:
        """What the gateway got about a date that had been moved well before."""
        about = {
            str(pk): (subject, version)
            for pk, subject, version in Message.objects.values_list("pk", "subject", "version")
        }
        return [
            f"{each.reference}, {each.at - self.stood_at[about[each.reference]]:.1f} s after"
            for each in taken
            if about.get(each.reference) in self.stood_at
            and each.at > self.stood_at[about[each.reference]] + ON_ITS_WAY
        ]


def sent_too_late(taken: list[Taken]) -> list[str]:
    """What reached the gateway when it could be of no more use."""
    ends = {
        str(pk): send_before
        for pk, send_before in Message.objects.filter(send_before__isnull=False).values_list(
            "pk", "send_before"
        )
    }
    slack = timedelta(seconds=ON_ITS_WAY)
    return [
        each.reference
        for each in taken
        if each.reference in ends
        and datetime.fromisoformat(each.moment) > ends[each.reference] + slack
    ]
