"""What each service adds to "If you need help now"."""

from collections.abc import Iterable
from typing import Any

from followon.people.models import PainService

from ..models import HelpWords


def words_by_service(services: Iterable[Any]) -> dict[Any, HelpWords]:
    """The approved words that count now, by service id: one query."""
    rows = HelpWords.objects.approved().filter(service__in=list(services)).latest_of_each()
    return {row.service_id: row for row in rows}


def versions_of(service: PainService) -> list[HelpWords]:
    """Every version, the newest first."""
    rows = HelpWords.objects.filter(service=service).select_related("proposed_by")
    return list(rows.order_by("-pk"))


def proposed_of(service: PainService) -> HelpWords | None:
    """The version that waits for approval, if it is the newest of all."""
    newest = HelpWords.objects.filter(service=service).order_by("-pk").first()
    return newest if newest is not None and not newest.is_approved else None


def help_page() -> list[dict[str, str]]:
    """All services as the page shows them to somebody who is not signed in: two queries."""
    return help_of(list(PainService.objects.order_by("name")))


def help_of(services: list[PainService]) -> list[dict[str, str]]:
    """What the page says of these services."""
    words = words_by_service(service.pk for service in services)
    return [
        {
            "name": service.name,
            "phone": service.phone,
            "hours": service.hours,
            "words": words[service.pk].words if service.pk in words else "",
        }
        for service in services
    ]
