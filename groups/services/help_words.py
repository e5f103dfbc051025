"""Proposing and approving what a service adds to "If you need help now"."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..errors import Refused
from ..models import HelpWords


@transaction.atomic
def propose_help_words(
    *, service: PainService, words: str, by: User | None, now: datetime
) -> HelpWords:
    """A new version; the one before counts until somebody has approved it."""
    made = HelpWords.objects.create(service=service, words=words, proposed_at=now, proposed_by=by)
    audit.record("help_words.proposed", made, by=by, now=now, service=service)
    return made


@transaction.atomic
def approve_help_words(
    *, version: HelpWords, approver: str, review_on: date, by: User | None, now: datetime
) -> None:
    """It counts from now on. Raises Refused where it was approved, or another one is newer."""
    newer = HelpWords.objects.filter(service=version.service, pk__gt=version.pk)
    waiting = HelpWords.objects.filter(pk=version.pk, approved_at__isnull=True)
    if (
        newer.exists()
        or waiting.update(
            approver=approver, approved_at=now, approval_noted_by=by, review_on=review_on
        )
        != 1
    ):
        raise Refused(_("There is a newer version, or this one is already approved"))
    audit.record("help_words.approved", version, by=by, now=now, service=version.service)
