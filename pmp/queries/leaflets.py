"""The leaflet that a service gives out: its own words where it has some, else ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from followon.people.models import PainService

from ..leaflet import default_words
from ..models import Leaflet, LeafletPart


@dataclass(frozen=True)
class Shown:
    """The leaflet as people read it; `film` is empty where there is none."""

    service: PainService
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    film: str

    @property
    def film_site(self) -> str:
        """Whose site the film opens on."""
        return urlsplit(self.film).hostname or ""


def leaflet_of(service: PainService) -> Leaflet | None:
    """What the service wrote itself; None while it has not."""
    return Leaflet.objects.filter(service=service).select_related("changed_by").first()


def words_of(service: PainService) -> dict[str, str]:
    """Each part and the film's address, as the form of the lead begins."""
    own = leaflet_of(service)
    words = {part: getattr(own, part, "") or default_words(part) for part in LeafletPart.values}
    return words | {"film": own.film if own else ""}


def shown(service: PainService, words: Mapping[str, str]) -> Shown:
    """`words` as `words_of` has them, drawn line by line; an emptied part is ours."""
    return Shown(
        service=service,
        parts=tuple(
            (str(part.label), _lines(words[part.value] or default_words(part)))
            for part in LeafletPart
        ),
        film=words["film"],
    )


def find_service(service_id: UUID) -> PainService | None:
    """By its unguessable id alone; no page lists the services."""
    return PainService.objects.filter(pk=service_id).first()


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())
