"""What stops messages from going out now, in sentences for staff and whoever runs the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from followon.pages.words import clock, shortdate
from followon.people.models import PainService

from ..models import Channel, Heartbeat, Message, State, Way
from ..story import PROVIDERS
from .health import silent_parts
from .ways import channel_name, in_use, troubles

LONGEST_WAIT = timedelta(minutes=10)
LATELY = timedelta(hours=1)
# Fewer than this say nothing: three wrong numbers in a quiet hour are no breakdown.
ENOUGH = 10
TOO_MANY = 0.3
WAYS = "ways"

FAILED = Q(state__in=(State.FAILED, State.UNDELIVERABLE)) | Q(state=State.QUEUED, attempts__gt=0)
WENT = Q(state__in=(State.SENT, State.DELIVERED))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `part` is a code for machines, `since` None where nobody knows."""

    part: str
    words: str
    since: datetime | None = None


def problems(now: datetime) -> list[Problem]:
    """Everything that is wrong with the sending as a whole, the worst first; four queries."""
    return [*_stopped(now), *_waiting(now), *_failing(now), *_ways(now)]


def hold_up(found: Iterable[Problem]) -> list[Problem]:
    """Those that keep messages from leaving; a way that rests may have another beside it."""
    return [problem for problem in found if problem.part != WAYS]


def _stopped(now: datetime) -> list[Problem]:
    silent = silent_parts(now)
    marks = dict(Heartbeat.objects.values_list("name", "at")) if silent else {}
    words = {
        "plan": _("New messages are not being planned."),
        "claim": _("Messages that are due are not being sent."),
    }
    return [Problem(part, words[part], marks.get(part)) for part in silent]


def _waiting(now: datetime) -> list[Problem]:
    due = Message.objects.due(now - LONGEST_WAIT)
    oldest = due.aggregate(at=Min("not_before"))["at"]
    if oldest is None:
        return []
    words = _("A message that was due on %(day)s at %(clock)s still waits.")
    said = words % {"day": shortdate(oldest), "clock": clock(oldest)}
    return [Problem("waiting", said, oldest)]


def _failing(now: datetime) -> list[Problem]:
    lately = Message.objects.of_services(PainService.objects.all()).filter(
        state__in=(State.QUEUED, State.SENT, State.DELIVERED, State.FAILED, State.UNDELIVERABLE),
        created_at__gt=now - LATELY,
    )
    said = lately.aggregate(failed=Count("pk", filter=FAILED), went=Count("pk", filter=WENT))
    tried = said["failed"] + said["went"]
    if tried < ENOUGH or said["failed"] < tried * TOO_MANY:
        return []
    words = _("%(failed)s of %(tried)s messages of the last hour did not go.")
    return [Problem("failing", words % {"failed": said["failed"], "tried": tried})]


def _ways(now: datetime) -> list[Problem]:
    wrong = Way.objects.filter(Q(set_aside_until__gt=now) | ~Q(problems=[]))
    ways = list(wrong.order_by("channel", "name"))
    used = {channel: in_use(channel_name(channel)) for channel in {way.channel for way in ways}}
    return [
        Problem(
            WAYS,
            _("%(channel)s by %(name)s: %(what)s")
            % {
                "channel": Channel(way.channel).label,
                "name": PROVIDERS.get(way.name, way.name),
                "what": trouble.sentence,
            },
        )
        for way in ways
        if way.name in used[way.channel]
        for trouble in troubles(way, now)
    ]
