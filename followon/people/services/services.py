from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import PainService, User


@transaction.atomic
def create_service(
    *, name: str, message_name: str, phone: str, hours: str, now: datetime, by: User | None = None
) -> PainService:
    """A new pain service, which nobody of another service can see."""
    service = PainService.objects.create(
        name=name, message_name=message_name, phone=phone, hours=hours
    )
    record("service.created", service, by=by, now=now, service=service)
    return service


@transaction.atomic
def allow_texts(*, service: PainService, allowed: bool, by: User, now: datetime) -> bool:
    """Let the service's texts leave, or keep every one back; False when it was so already."""
    changed = PainService.objects.filter(pk=service.pk).exclude(texts_allowed=allowed)
    if not changed.update(texts_allowed=allowed):
        return False
    verb = "service.texts_on" if allowed else "service.texts_off"
    record(verb, service, by=by, now=now, service=service)
    return True


@transaction.atomic
def describe(
    *,
    service: PainService,
    name: str,
    message_name: str,
    phone: str,
    hours: str,
    by: User,
    now: datetime,
) -> list[str]:
    """What the service is called and when somebody answers; the names of what changed."""
    given = {"name": name, "message_name": message_name, "phone": phone, "hours": hours}
    changed = [field for field, value in given.items() if getattr(service, field) != value]
    for field in changed:
        setattr(service, field, given[field])
    if changed:
        service.save(update_fields=changed)
        record("service.described", service, by=by, now=now, service=service, fields=changed)
    return changed
