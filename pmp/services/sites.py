"""Sites: where a service runs its programmes."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import Site


@transaction.atomic
def add_site(*, service: PainService, name: str, town: str, by: User, now: datetime) -> Site:
    """One more site; the one of that name where there is one."""
    site, is_new = Site.objects.get_or_create(service=service, name=name, defaults={"town": town})
    if is_new:
        record("site.added", site, by=by, now=now, service=service)
    return site


@transaction.atomic
def rename_site(*, site: Site, name: str, town: str, by: User, now: datetime) -> None:
    """Another name or town; its programmes stay with it."""
    site.name, site.town = name, town
    site.save(update_fields=["name", "town"])
    record("site.renamed", site, by=by, now=now, service=site.service)
