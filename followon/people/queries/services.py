"""Which pain services there are, for commands; pages ask `services_of(user)` instead."""

import uuid

from ..models import PainService


def any_service() -> bool:
    """Whether this database has a pain service."""
    return PainService.objects.exists()


def service_with_id(service_id: uuid.UUID) -> PainService | None:
    """That service, or None."""
    return PainService.objects.filter(pk=service_id).first()
