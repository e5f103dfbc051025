"""What is not as it must be in a service: a sentence each, for the top of staff's home."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followon.people.models import PainService
from groups.queries.readers import services_that_take_notes


@dataclass(frozen=True)
class Alarm:
    """`page` is the name of the lead's page that mends it, `what` the words of the link."""

    words: str
    page: str
    what: str


def alarms(services: Sequence[PainService]) -> list[Alarm]:
    """Each service's alarms."""
    read = services_that_take_notes(services)
    return [_nobody_reads(service) for service in services if service.pk not in read]


def _nobody_reads(service: PainService) -> Alarm:
    words = _(
        "Nobody is named to read what people tell %(service)s. "
        "So answers by text are off, and members cannot leave a note."
    )
    return Alarm(words % {"service": service.name}, "pmp:readers", _("Name a reader"))
