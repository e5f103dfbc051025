"""A service's own words of the leaflet, and back to ours."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..leaflet import default_words
from ..models import Leaflet, LeafletPart


@transaction.atomic
def save_leaflet(
    *, service: PainService, words: Mapping[str, str], film: str, by: User, now: datetime
) -> Leaflet:
    """Everybody reads these words from now on; a part that says what we say stays ours."""
    own = {part: _own(part, words[part]) for part in LeafletPart.values}
    made, _new = Leaflet.objects.update_or_create(
        service=service,
        defaults={**own, "film": film, "changed_by": by, "changed_at": now},
    )
    record("leaflet.changed", made, by=by, now=now, service=service)
    return made


@transaction.atomic
def reset_leaflet(*, service: PainService, by: User, now: datetime) -> bool:
    """Our words, and no film; False where the service had none of its own."""
    own = Leaflet.objects.filter(service=service).first()
    if own is None:
        return False
    record("leaflet.reset", own, by=by, now=now, service=service)
    own.delete()
    return True


def _own(part: str, words: str) -> str:
    """Line ends as a browser sends them make no difference."""
    plain = "\n".join(line.rstrip() for line in words.strip().splitlines())
    return "" if plain == default_words(part) else plain
