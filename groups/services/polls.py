"""Asking a group which date suits it: opened, changed, given up, and booked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import NamedTuple

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import (
    ClosesTooLate,
    ClosesTooSoon,
    GroupClosed,
    NoSuchOption,
    PollChanged,
    PollOver,
    PollRunning,
    SameDateTwice,
    TooFewDates,
    TooManyDates,
)
from ..joining import How
from ..models import (
    OPEN_GROUP_STATES,
    AnsweredBy,
    AnswerValue,
    Group,
    Meeting,
    Place,
    Poll,
    PollOption,
    PollState,
    Vote,
    VoteValue,
)
from ..polls import FEWEST_DATES, LETTERS, MOST_DATES, free_letters
from . import telling_polls as telling
from .agenda import look_at_poll
from .answers import give_answer
from .meetings import book_meeting, check_place, future_instant


class Proposed(NamedTuple):
    """One date as somebody proposes it; the letter is that of a date already in the poll."""

    date: Date
    time: Time
    place: Place | None
    letter: str = ""


@transaction.atomic
def open_poll(
    *, group: Group, dates: Sequence[Proposed], closes_at: datetime, by: User | None, now: datetime
) -> Poll:
    """Ask the members which of these dates suit them.

    One that has closed unbooked makes room. Raises PollRunning, or what is wrong with the dates.
    """
    state = (
        Group.objects.select_for_update(no_key=True)
        .values_list("state", flat=True)
        .get(pk=group.pk)
    )
    if state not in OPEN_GROUP_STATES:
        raise GroupClosed
    before = Poll.objects.select_for_update().filter(group=group, state=PollState.ASKING).first()
    if before is not None and now < before.closes_at:
        raise PollRunning
    if before is not None:
        _settle(before, PollState.DROPPED, by=by, now=now)
    if closes_at <= now:
        raise ClosesTooSoon
    poll = Poll.objects.create(
        group=group, opened_by=by, opened_at=now, told_at=now, closes_at=closes_at
    )
    _add(poll, dates, LETTERS, now=now)
    audit.record("poll.opened", poll, by=by, now=now, service=group.service, dates=len(dates))
    telling.opened(poll, by=by, now=now)
    look_at_poll(poll, now=now)
    return poll


@transaction.atomic
def change_poll(
    *,
    poll: Poll,
    version: int,
    dates: Sequence[Proposed],
    closes_at: datetime,
    by: User | None,
    now: datetime,
) -> Poll:
    """Other dates, places or closing time. Votes stay with every date whose day and time stay.

    Everybody is told what there is to choose from now, unless only the closing time changed.
    Raises PollChanged when `version` is not the current one, and what open_poll raises.
    """
    current = _asking(poll, version)
    if closes_at <= now:
        raise ClosesTooSoon
    standing = {each.letter: each for each in current.options.standing()}
    kept = [each for each in dates if _stays(each, standing)]
    gone = standing.keys() - {each.letter for each in kept}
    current.options.filter(letter__in=gone).update(removed_at=now)
    moved = [each for each in kept if each.place != standing[each.letter].place]
    for each in moved:
        check_place(each.place, current.group)
        current.options.filter(letter=each.letter).update(place=each.place)
    current.closes_at = closes_at
    fresh = [each for each in dates if each not in kept]
    letters = free_letters(current.options.values_list("letter", flat=True))
    _add(current, fresh, letters, now=now, beside=kept)
    current.options.filter(removed_at__isnull=True).update(closes_before=closes_at)
    is_other = bool(fresh or moved or gone)
    if is_other:
        current.version, current.told_at = current.version + 1, now
    current.save(update_fields=["closes_at", "version", "told_at"])
    audit.record("poll.changed", current, by=by, now=now, service=current.group.service)
    if is_other:
        telling.opened(current, by=by, now=now)
    look_at_poll(current, now=now)
    return current


@transaction.atomic
def drop_poll(*, poll: Poll, by: User | None, now: datetime) -> bool:
    """Give the poll up and tell those who were asked; False when it is over already."""
    current = Poll.objects.select_for_update(of=("self",)).select_related("group__service")
    found = current.get(pk=poll.pk)
    if found.state != PollState.ASKING:
        return False
    _settle(found, PollState.DROPPED, by=by, now=now)
    telling.dropped(found, by=by, now=now)
    return True


@transaction.atomic
def book_option(
    *, poll: Poll, version: int, letter: str, by: User | None, now: datetime
) -> Meeting:
    """Book one of the dates; who said yes to it is down as coming, and everybody is told once.

    Raises PollChanged, PollOver, NoSuchOption, or what book_meeting raises.
    """
    # The group first, as booking and ending lock it too.
    Group.objects.select_for_update(no_key=True).get(pk=poll.group_id)
    current = _asking(poll, version)
    option = current.options.standing().select_related("place").filter(letter=letter).first()
    if option is None:
        raise NoSuchOption
    yes = Vote.objects.filter(option=option, value=VoteValue.YES, member__left_at__isnull=True)
    votes = list(yes.select_related("member__user", "given_by"))
    meeting = book_meeting(
        group=current.group,
        date=option.date,
        time=option.time,
        place=option.place,
        by=by,
        now=now,
        said_yes={vote.member.user_id for vote in votes},
        how=_how(current.group, option),
    )
    for vote in votes:
        give_answer(
            meeting=meeting,
            member=vote.member,
            value=AnswerValue.COMING,
            by_way=AnsweredBy.POLL,
            given_by=vote.given_by,
            now=now,
        )
    current.booked_option, current.meeting = option, meeting
    _settle(current, PollState.BOOKED, by=by, now=now)
    return meeting


def drop_polls_of(group: Group, *, by: User | None, now: datetime) -> None:
    """Give up what the group was asking: it ends, and everybody hears of that."""
    for poll in Poll.objects.select_for_update().filter(group=group, state=PollState.ASKING):
        _settle(poll, PollState.DROPPED, by=by, now=now)


def _asking(poll: Poll, version: int) -> Poll:
    current = (
        Poll.objects.select_for_update(of=("self",))
        .select_related("group__service")
        .get(pk=poll.pk)
    )
    if current.state != PollState.ASKING or current.group.state not in OPEN_GROUP_STATES:
        raise PollOver
    if current.version != version:
        raise PollChanged(current)
    return current


def _settle(poll: Poll, state: PollState, *, by: User | None, now: datetime) -> None:
    poll.state, poll.settled_by, poll.settled_at = state, by, now
    poll.save(update_fields=["state", "settled_by", "settled_at", "meeting", "booked_option"])
    audit.record(f"poll.{state}", poll, by=by, now=now, service=poll.group.service)
    look_at_poll(poll, now=now)


def _stays(each: Proposed, standing: dict[str, PollOption]) -> bool:
    option = standing.get(each.letter)
    return option is not None and (option.date, option.time) == (each.date, each.time)


def _add(
    poll: Poll,
    dates: Iterable[Proposed],
    letters: Sequence[str],
    *,
    now: datetime,
    beside: Sequence[Proposed] = (),
) -> None:
    dates, group = list(dates), poll.group
    together = [*beside, *dates]
    if len(together) < FEWEST_DATES:
        raise TooFewDates
    if len(together) > MOST_DATES or len(dates) > len(letters):
        raise TooManyDates
    starts = {each: future_instant(each.date, each.time, group.zone, now) for each in together}
    same = Counter((starts[each], each.place and each.place.pk) for each in together)
    if max(same.values()) > 1:
        raise SameDateTwice
    if min(starts.values()) <= poll.closes_at:
        raise ClosesTooLate
    for each in dates:
        check_place(each.place, group)
    soonest = sorted(dates, key=lambda each: starts[each])
    PollOption.objects.bulk_create(
        PollOption(
            poll=poll,
            letter=letter,
            date=each.date,
            time=each.time,
            starts_at=starts[each],
            closes_before=poll.closes_at,
            place=each.place,
        )
        for letter, each in zip(letters, soonest, strict=False)
    )


def _how(group: Group, option: PollOption) -> How:
    """A date without a place is held as the last one was."""
    last = group.meetings.order_by("-starts_at").first()
    if option.place is not None or last is None or last.place is not None:
        return How()
    return last.how
