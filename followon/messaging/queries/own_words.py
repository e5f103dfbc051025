"""A service's own words of its messages."""

from collections.abc import Iterable
from typing import Any

from followon.people.models import PainService

from ..filling import OwnText
from ..models import OwnWords

# (service id, kind's code, channel, language)
Place = tuple[Any, str, str, str]


def own_words(service_ids: Iterable[Any]) -> dict[Place, OwnText]:
    """Every own wording of these services that counts now: one query, however many there are."""
    rows = OwnWords.objects.filter(service__in=set(service_ids)).latest_of_each()
    found = rows.values_list("service_id", "kind", "channel", "language", "subject", "body")
    return {
        (service_id, kind, channel, language): OwnText(body=body, subject=subject)
        for service_id, kind, channel, language, subject, body in found
        if body
    }


def versions(service: PainService, kind: str, channel: str, language: str) -> list[OwnWords]:
    """The newest first, with who wrote it."""
    rows = OwnWords.objects.filter(service=service, kind=kind, channel=channel, language=language)
    return list(rows.select_related("made_by").order_by("-pk")[:10])
