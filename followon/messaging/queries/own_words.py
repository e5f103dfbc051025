"""A service's own words of its messages."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followon.people.models import PainService

from ..filling import OwnText
from ..kinds import label_of
from ..models import OwnWords
from ..placeholders import Moment, editable_kinds
from .replying import replies_on

# (service id, kind's code, channel, language)
Place = tuple[Any, str, str, str]


@dataclass(frozen=True)
class Voices:
    """How services speak: their own words, and which of them take answers by text."""

    own: Mapping[Place, OwnText]
    answering: Collection[Any]


def voices(service_ids: Iterable[Any]) -> Voices:
    """For these services, in three queries, however many there are."""
    ids = set(service_ids)
    return Voices(own=own_words(ids), answering=replies_on(ids))


def own_words(service_ids: Iterable[Any]) -> dict[Place, OwnText]:
    """Every own wording of these services that counts now: one query, however many there are."""
    rows = OwnWords.objects.filter(service__in=set(service_ids)).latest_of_each()
    found = rows.values_list("service_id", "kind", "channel", "language", "subject", "body")
    return {
        (service_id, kind, channel, language): OwnText(body=body, subject=subject)
        for service_id, kind, channel, language, subject, body in found
        if body
    }


@dataclass(frozen=True)
class Line:
    """One kind on the lead's list: on which (channel, language) its words are the service's own."""

    code: str
    label: object
    moment: Moment
    own: frozenset[tuple[str, str]]


def overview(services: Iterable[PainService]) -> list[tuple[PainService, list[Line]]]:
    """Every kind that can be written, for each of these services: one query."""
    services = list(services)
    own = own_words([service.pk for service in services])
    return [
        (
            service,
            [
                Line(
                    kind.code,
                    label_of(kind.code),
                    declared.moment,
                    frozenset(
                        (channel, language)
                        for service_id, code, channel, language in own
                        if (service_id, code) == (service.pk, kind.code)
                    ),
                )
                for kind, declared in editable_kinds()
            ],
        )
        for service in services
    ]


def versions(service: PainService, kind: str, channel: str, language: str) -> list[OwnWords]:
    """The newest first, with who wrote it."""
    rows = OwnWords.objects.filter(service=service, kind=kind, channel=channel, language=language)
    return list(rows.select_related("made_by").order_by("-pk")[:10])
