"""What the demo's member and coordinator need: one is asked again, one needs large print."""

from datetime import datetime, timedelta

from followon.people.models import AccessNeed, CommunicationNeed, NeedKind
from followon.people.services.needs import set_needs
from pmp.demo.queries import cast_in_database


def needs(*, now: datetime) -> None:
    """The member said more than a year ago what she needs; the coordinator last month."""
    said = {
        "member": ([AccessNeed.SEATING, AccessNeed.BUS, CommunicationNeed.NO_CALLS], 370),
        "coordinator": ([AccessNeed.STEP_FREE, CommunicationNeed.LARGE_PRINT], 30),
    }
    for key, person in cast_in_database().items():
        codes, days = said.get(key, ([], 0))
        if codes:
            at = now - timedelta(days=days)
            set_needs(user=person, codes=codes, kinds=NeedKind.values, by=person, now=at)
