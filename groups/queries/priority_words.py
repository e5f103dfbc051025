"""Which phrases a service has added to those that raise a concern's priority."""

from followon.people.models import PainService

from ..models import PriorityWords


def versions_of(service: PainService) -> list[PriorityWords]:
    """Every version, the one that counts first."""
    rows = PriorityWords.objects.filter(service=service).select_related("made_by")
    return list(rows.order_by("-pk"))


def phrases_of(service: PainService | None) -> list[str]:
    """The service's own phrases as they count now; ours come on top wherever they are used."""
    rows = PriorityWords.objects.filter(service=service).order_by("-pk") if service else None
    newest = rows.first() if rows is not None else None
    return newest.lines if newest else []
