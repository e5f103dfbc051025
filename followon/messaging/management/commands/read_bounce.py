"""Take in a mail server's report of a message that it could not deliver."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from followon.messaging.bounces import read_bounce
from followon.messaging.services import receipts

LONGEST = 10 * 1024 * 1024


class Command(BaseCommand):
    """Says nothing and ends well whatever comes in: the mail server would bounce the bounce."""

    help = "Read one bounced e-mail from standard input; called by the mail server."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        bounce = read_bounce(sys.stdin.buffer.read(LONGEST))
        if bounce is None:
            return
        now = timezone.now()
        receipts.keep(
            provider="smtp",
            provider_id=bounce.reference,
            reference=bounce.reference,
            status=bounce.status,
            happened_at=None,
            now=now,
        )
        receipts.work_all(now=now)
