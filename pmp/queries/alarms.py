"""What is not as it must be in a service: a sentence each, for the top of staff's home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followon.pages.words import longdate
from followon.people.models import PainService
from groups.models import HelpWords
from groups.queries.help_words import words_by_service
from groups.queries.readers import services_that_take_notes


@dataclass(frozen=True)
class Alarm:
    """`href` is the lead's page that mends it, `what` the words of the link."""

    words: str
    href: str
    what: str


def alarms(services: Sequence[PainService], *, today: date) -> list[Alarm]:
    """Each service's alarms, in a number of queries that does not grow with the services."""
    read = services_that_take_notes(services)
    help_words = words_by_service(service.pk for service in services)
    found = [_nobody_reads(service) for service in services if service.pk not in read]
    for service in services:
        version = help_words.get(service.pk)
        if version is not None and version.is_overdue(today):
            found.append(_review_overdue(service, version))
    return found


def _nobody_reads(service: PainService) -> Alarm:
    words = _(
        "Nobody is named to read what people tell %(service)s. "
        "So answers by text are off, and members cannot leave a note."
    )
    named = words % {"service": service.name}
    return Alarm(named, reverse("pmp:readers"), _("Name a reader"))


def _review_overdue(service: PainService, version: HelpWords) -> Alarm:
    words = _(
        "What %(service)s adds to “If you need help now” was to be looked at again by %(day)s."
    )
    href = reverse("pmp:help_words", args=[service.pk])
    day = longdate(version.review_on) if version.review_on else ""
    return Alarm(words % {"service": service.name, "day": day}, href, _("Look at it again"))
