"""What this room removes on schedule: the words of concerns that were closed long ago."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followon.messaging.retention import Rule, register, still_need

from .models import REMOVED_WORDS, Concern, ConcernState, ConcernStep


def register_rules() -> None:
    """Called once, when the app is ready."""
    register(
        Rule(
            code="concern_words",
            what=_("the words of closed concerns, and of what was done"),
            sentence=_(
                "That there was a concern, who read and closed it and when stays. One that is "
                "not closed is never removed."
            ),
            days=730,
            least=180,
            most=2922,
            due=_closed,
            remove=_blank,
            fields=("groups.concern.words", "groups.concernstep.note"),
        )
    )
    open_one = Q(concern__isnull=False) & ~Q(concern__state=ConcernState.CLOSED)
    still_need("reply_words", open_one)


def _closed(service: Any, before: datetime) -> QuerySet[Concern]:
    long_ago = ConcernStep.objects.filter(state=ConcernState.CLOSED, at__lt=before)
    rows = Concern.objects.filter(service=service, state=ConcernState.CLOSED)
    return rows.filter(pk__in=long_ago.values("concern")).exclude(words="")


def _blank(rows: QuerySet[Concern]) -> None:
    ConcernStep.objects.filter(concern__in=rows).exclude(note="").update(note=REMOVED_WORDS)
    rows.update(words="")
