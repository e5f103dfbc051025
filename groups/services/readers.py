"""Naming who reads a service's concerns, and the order in which they are told."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..errors import Refused
from ..models import Reader
from ..queries.readers import could_read


@transaction.atomic
def add_reader(*, service: PainService, user: User, by: User | None, now: datetime) -> Reader:
    """Name somebody of the service's staff, after those who are named already."""
    _lock(service)
    if not could_read(service).filter(pk=user.pk).exists():
        raise Refused(_("Select somebody of this service's staff who is not on the list yet"))
    last = Reader.objects.filter(service=service).aggregate(last=Max("position"))["last"]
    reader = Reader.objects.create(
        service=service, user=user, position=0 if last is None else last + 1
    )
    audit.record("reader.named", user, by=by, now=now, service=service)
    return reader


@transaction.atomic
def remove_reader(*, reader: Reader, by: User | None, now: datetime) -> None:
    """They are no longer told; the others keep their order."""
    _lock(reader.service)
    count, _rows = Reader.objects.filter(pk=reader.pk).delete()
    if count:
        audit.record("reader.removed", reader.user, by=by, now=now, service=reader.service)


@transaction.atomic
def move_up(*, reader: Reader, by: User | None, now: datetime) -> bool:
    """Change places with the one before; False for the first, and for one who was removed."""
    _lock(reader.service)
    here = Reader.objects.filter(pk=reader.pk).first()
    others = Reader.objects.named().filter(service=reader.service)
    before = others.filter(position__lt=here.position).last() if here else None
    if here is None or before is None:
        return False
    here.position, before.position = before.position, here.position
    here.save(update_fields=["position"])
    before.save(update_fields=["position"])
    audit.record("reader.moved_up", reader.user, by=by, now=now, service=reader.service)
    return True


def _lock(service: PainService) -> None:
    PainService.objects.select_for_update(no_key=True).get(pk=service.pk)
