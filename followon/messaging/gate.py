"""May this message leave now? Pure: facts and a moment in, a verdict with its reason out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from .kinds import Hours
from .models import Channel

ORDINARY_HOURS = (time(8), time(20))
URGENT_HOURS = (time(7), time(21))
MOST_TEXTS = 3
CAP_PERIOD = timedelta(days=7)
# The weekly message is in time for what is still of use so long after it.
IN_TIME = timedelta(days=1)

TOO_LATE = gettext_noop("Too late to be of use")
NO_HOUR_LEFT = gettext_noop("No hour left at which it may be sent")
CAPPED = gettext_noop("Three texts in seven days already")
NOT_USED = gettext_noop("The number or address is no longer used")
TEXTS_OFF = gettext_noop("The service has switched texts off")
OVER_LIMIT = gettext_noop("The service has reached its limit for texts this month")
STOPPED = gettext_noop("The person has stopped these messages")
NO_TEXTS = gettext_noop("The person asked not to be texted")
ANOTHER_WAY = gettext_noop("The person chose another way to be reached")
IN_WEEKLY = gettext_noop("In the weekly message")
# Reasons of ours, which staff may see. Those of the rooms can tell who said what to a meeting.
HELD_BACK = frozenset(
    {
        TOO_LATE,
        NO_HOUR_LEFT,
        CAPPED,
        NOT_USED,
        TEXTS_OFF,
        OVER_LIMIT,
        STOPPED,
        NO_TEXTS,
        ANOTHER_WAY,
        IN_WEEKLY,
    }
)


@dataclass(frozen=True)
class Go:
    """It may leave."""


@dataclass(frozen=True)
class Skip:
    """It never leaves; `other_channel` when the person should get it another way."""

    reason: str
    other_channel: bool = False


@dataclass(frozen=True)
class Later:
    """Not before then."""

    until: datetime


Verdict = Go | Skip | Later


@dataclass(frozen=True)
class Facts:
    """All that decides about one message; `quiet` is the member's own hours without messages.

    `weekly_at` is when the person's weekly message comes, for a kind that can wait for it.
    """

    channel: str = Channel.TEXT.value
    hours: Hours = Hours.ORDINARY
    counts_to_cap: bool = True
    answers_a_stop: bool = False
    unwanted: str = ""
    send_before: datetime | None = None
    zone: str = "Europe/London"
    texts_allowed: bool = True
    over_limit: bool = False
    contact_usable: bool = True
    stopped: bool = False
    no_texts: bool = False
    channel_chosen: bool = True
    other_channel_open: bool = False
    quiet: tuple[time, time] | None = None
    weekly_at: datetime | None = None
    texts_lately: tuple[datetime, ...] = ()


def verdict(facts: Facts, now: datetime) -> Verdict:
    """
    1. What nobody wants any more is skipped; so is what comes too late, or in a weekly message.
    2. A contact, a stop, a need or a choice that forbids this channel skips it; the other is tried.
    3. The hour and the cap put it off, unless it would then be too late.
    """
    skipped = _no_longer_useful(facts, now) or _channel_forbidden(facts)
    if skipped:
        return skipped
    until = max(next_allowed(facts, now), _after_cap(facts, now))
    if until <= now:
        return Go()
    if facts.counts_to_cap and _after_cap(facts, now) > now and facts.other_channel_open:
        return Skip(CAPPED, other_channel=True)
    if facts.send_before is not None and until >= facts.send_before:
        return Skip(NO_HOUR_LEFT, other_channel=True)
    return Later(until)


def _no_longer_useful(facts: Facts, now: datetime) -> Skip | None:
    if facts.unwanted:
        return Skip(facts.unwanted)
    if facts.send_before is not None and now >= facts.send_before:
        return Skip(TOO_LATE)
    return Skip(IN_WEEKLY) if _waits_for_weekly(facts) else None


def _waits_for_weekly(facts: Facts) -> bool:
    if facts.weekly_at is None:
        return False
    return facts.send_before is None or facts.weekly_at + IN_TIME <= facts.send_before


def _channel_forbidden(facts: Facts) -> Skip | None:
    if not facts.contact_usable:
        return Skip(NOT_USED, other_channel=True)
    is_text = facts.channel == Channel.TEXT
    if is_text and not facts.texts_allowed:
        return Skip(TEXTS_OFF, other_channel=True)
    # Money holds back what can wait; never a code, an alert, or that a meeting was moved.
    if is_text and facts.over_limit and facts.hours == Hours.ORDINARY:
        return Skip(OVER_LIMIT, other_channel=True)
    if facts.stopped and not _passes_stop(facts, is_text):
        return Skip(STOPPED, other_channel=True)
    # A code that somebody asked for, or an answer to their text, is not us texting them.
    if is_text and facts.no_texts and facts.hours != Hours.ANY:
        return Skip(NO_TEXTS, other_channel=True)
    if not facts.channel_chosen:
        return Skip(ANOTHER_WAY, other_channel=True)
    return None


def _passes_stop(facts: Facts, is_text: bool) -> bool:
    """To a stopped number only the answer to STOP; to an address also what the person asked for."""
    return facts.answers_a_stop or (not is_text and facts.hours == Hours.ANY)


def next_allowed(facts: Facts, now: datetime) -> datetime:
    """The first moment from now on at which the hours let it leave.

    An e-mail rings nobody up, so only a member's own quiet hours hold it back.
    """
    quiet = _quiet_hours(facts)
    if quiet is None or quiet[0] == quiet[1]:
        return now
    starts, ends = quiet
    local = now.astimezone(ZoneInfo(facts.zone))
    at = local.time()
    if starts < ends:
        is_quiet, day = starts <= at < ends, local.date()
    else:
        is_quiet = at >= starts or at < ends
        day = local.date() + timedelta(days=1 if at >= starts else 0)
    return (
        datetime.combine(day, ends, ZoneInfo(facts.zone)).astimezone(now.tzinfo)
        if is_quiet
        else now
    )


def _quiet_hours(facts: Facts) -> tuple[time, time] | None:
    if facts.hours == Hours.ANY:
        return None
    is_text = facts.channel == Channel.TEXT
    if facts.hours == Hours.URGENT:
        return (URGENT_HOURS[1], URGENT_HOURS[0]) if is_text else None
    if facts.quiet is not None:
        return facts.quiet
    return (ORDINARY_HOURS[1], ORDINARY_HOURS[0]) if is_text else None


def _after_cap(facts: Facts, now: datetime) -> datetime:
    """When one more text is within three in seven days; `now` when it is already."""
    if not facts.counts_to_cap or facts.channel != Channel.TEXT:
        return now
    lately = sorted(at for at in facts.texts_lately if at > now - CAP_PERIOD)
    if len(lately) < MOST_TEXTS:
        return now
    return lately[-MOST_TEXTS] + CAP_PERIOD
