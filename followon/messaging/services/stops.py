"""Stopping texts to a number, or e-mails to an address, and bringing them back."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import EmailStop, TextStop


@transaction.atomic
def stop_texts(*, number: str, now: datetime) -> bool:
    """No more texts to this number, from any group; False when it was stopped already."""
    made = TextStop(number=number, started_at=now)
    if TextStop.objects.filter(number=number, ended_at__isnull=True).exists():
        return False
    TextStop.objects.bulk_create([made], ignore_conflicts=True)
    stop = TextStop.objects.get(number=number, ended_at__isnull=True)
    record("texts.stopped", stop, by=None, now=now)
    return True


@transaction.atomic
def start_texts(*, number: str, now: datetime) -> bool:
    """Texts to this number again; False when they were not stopped."""
    stop = TextStop.objects.select_for_update().filter(number=number, ended_at__isnull=True).first()
    if stop is None:
        return False
    stop.ended_at = now
    stop.save(update_fields=["ended_at"])
    record("texts.started", stop, by=None, now=now)
    return True


@transaction.atomic
def stop_emails(*, address: str, now: datetime) -> bool:
    """No more e-mails to this address save codes; False when they were stopped already."""
    if EmailStop.objects.filter(address=address, ended_at__isnull=True).exists():
        return False
    EmailStop.objects.bulk_create(
        [EmailStop(address=address, started_at=now)], ignore_conflicts=True
    )
    stop = EmailStop.objects.get(address=address, ended_at__isnull=True)
    record("emails.stopped", stop, by=None, now=now)
    return True


@transaction.atomic
def start_emails(*, address: str, now: datetime) -> bool:
    """E-mails to this address again; False when they were not stopped."""
    stop = EmailStop.objects.select_for_update().filter(address=address, ended_at__isnull=True)
    found = stop.first()
    if found is None:
        return False
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    record("emails.started", found, by=None, now=now)
    return True
