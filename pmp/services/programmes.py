from collections.abc import Iterable
from datetime import date, datetime
from datetime import time as Time

from django.db import transaction

from followon.audit.services import record
from followon.messaging.services import agenda
from followon.people.models import PainService, User

from ..asking import team_subject
from ..models import Programme, Session, Site
from ..session_dates import MOST_SESSIONS, weekly
from .volunteers import add_ptv

__all__ = ["add_ptv", "create_programme"]


@transaction.atomic
def create_programme(
    *,
    service: PainService,
    site_name: str,
    name: str,
    first_date: date,
    time: Time,
    sessions: int = 10,
    ptvs: Iterable[User] = (),
    skip_bank_holidays: bool = False,
    by: User | None,
    now: datetime,
) -> Programme:
    """A programme with weekly sessions from its first date; a site of that name is made if new.

    Raises ValueError for a number of sessions that is a mistake.
    """
    if not 1 <= sessions <= MOST_SESSIONS:
        raise ValueError(f"{sessions} sessions: expected 1 to {MOST_SESSIONS}.")
    site, _ = Site.objects.get_or_create(service=service, name=" ".join(site_name.split()))
    programme = Programme.objects.create(
        site=site, name=" ".join(name.split()), created_by=by, created_at=now
    )
    Session.objects.bulk_create(
        Session(programme=programme, number=number, date=date, time=time)
        for number, date in enumerate(
            weekly(first_date, sessions, skip_bank_holidays=skip_bank_holidays), start=1
        )
    )
    record("programme.created", programme, by=by, now=now, service=service, sessions=sessions)
    agenda.look_at([team_subject(service.pk)], at=now)
    for ptv in ptvs:
        add_ptv(programme=programme, ptv=ptv, by=by, now=now)
    return programme
