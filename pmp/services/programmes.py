from collections.abc import Iterable
from datetime import date, datetime
from datetime import time as Time

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import Programme, Session, Site
from ..session_dates import MOST_SESSIONS, weekly


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
    for ptv in ptvs:
        add_ptv(programme=programme, ptv=ptv, by=by, now=now)
    return programme


@transaction.atomic
def add_ptv(*, programme: Programme, ptv: User, by: User | None, now: datetime) -> None:
    """This volunteer helps at the programme."""
    programme.ptvs.add(ptv)
    record(
        "programme.ptv_added", programme, by=by, now=now, service=programme.service, ptv=str(ptv.pk)
    )
