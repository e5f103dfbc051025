"""Changing the dates of a programme: one session, or it and all that follow."""

from datetime import date as Date
from datetime import datetime
from datetime import time as Time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit.services import record
from followon.people.models import User
from groups.errors import Refused

from ..models import Programme, Session
from ..session_dates import MOST_SESSIONS, WEEK, in_order, moved


class OutOfOrder(Refused):
    message = _("Each session must come after the one before it")


class EnoughSessions(Refused):
    message = _("There can be 20 sessions at most")


class LastSession(Refused):
    message = _("A programme has at least 1 session")


class HandedOver(Refused):
    message = _("This programme was handed over, so its dates no longer change")


@transaction.atomic
def move_session(
    *, session: Session, date: Date, time: Time, following: bool, by: User, now: datetime
) -> None:
    """Another date or time for one session; `following` moves the later ones along with it.

    Raises OutOfOrder where two sessions would change places, and HandedOver.
    """
    rows = _locked(session.programme)
    place = next(index for index, row in enumerate(rows) if row.pk == session.pk)
    dates = moved([row.date for row in rows], place, date, following=following)
    if not in_order(dates):
        raise OutOfOrder
    for index, (row, day) in enumerate(zip(rows, dates, strict=True)):
        row.date = day
        if index == place or (following and index > place):
            row.time = time
    Session.objects.bulk_update(rows, ["date", "time"])
    _record(session.programme, "programme.session_moved", rows[place], by, now)


def skip_week(*, session: Session, by: User, now: datetime) -> None:
    """No session in that week: it and all that follow come a week later."""
    fresh = Session.objects.get(pk=session.pk)
    date, time = fresh.date + WEEK, fresh.time
    move_session(session=fresh, date=date, time=time, following=True, by=by, now=now)


@transaction.atomic
def add_session(*, programme: Programme, by: User, now: datetime) -> Session:
    """One more, a week after the last. Raises EnoughSessions or HandedOver."""
    rows = _locked(programme)
    if len(rows) >= MOST_SESSIONS:
        raise EnoughSessions
    last = rows[-1]
    added = Session.objects.create(
        programme=programme, number=last.number + 1, date=last.date + WEEK, time=last.time
    )
    _record(programme, "programme.session_added", added, by, now)
    return added


@transaction.atomic
def drop_last_session(*, programme: Programme, by: User, now: datetime) -> None:
    """One fewer. Raises LastSession or HandedOver."""
    rows = _locked(programme)
    if len(rows) < 2:
        raise LastSession
    _record(programme, "programme.session_dropped", rows[-1], by, now)
    rows[-1].delete()


def _locked(programme: Programme) -> list[Session]:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.is_handed_over:
        raise HandedOver
    return list(programme.sessions.order_by("number"))


def _record(programme: Programme, verb: str, session: Session, by: User, now: datetime) -> None:
    record(verb, programme, by=by, now=now, service=programme.service, session=session.number)
