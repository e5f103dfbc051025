"""Take in an e-mail to our own address: a report that one could not be delivered, or an answer."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from followon.messaging.bounces import read_bounce
from followon.messaging.mail_in import LONGEST, take_mail
from followon.messaging.services import receipts


class Command(BaseCommand):
    """Says nothing and ends well whatever comes in: the mail server would bounce the bounce."""

    help = "Read one e-mail from standard input; called by the mail server."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        raw, now = sys.stdin.buffer.read(LONGEST), timezone.now()
        bounce = read_bounce(raw)
        if bounce is None:
            take_mail(raw, now=now)
            return
        receipts.keep(
            provider="smtp",
            provider_id=bounce.reference,
            reference=bounce.reference,
            status=bounce.status,
            happened_at=None,
            now=now,
        )
        receipts.work_all(now=now)
