"""What this room removes on schedule: words of closed concerns, and of notes about visits."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followon.messaging.retention import Rule, register, still_need

from .models import REMOVED_WORDS, Concern, ConcernState, ConcernStep, VisitNote


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
    register(
        Rule(
            code="visit_words",
            what=_("the words of volunteers’ notes about their visits"),
            sentence=_("That there was a visit, and if the group needed more, stays."),
            days=365,
            least=90,
            most=1096,
            due=_old_notes,
            remove=_wipe_words,
            fields=("groups.visitnote.words",),
        )
    )
    open_one = Q(concern__isnull=False) & ~Q(concern__state=ConcernState.CLOSED)
    still_need("reply_words", open_one)


def _closed(service: Any, before: datetime) -> QuerySet[Concern]:
    long_ago = ConcernStep.objects.filter(state=ConcernState.CLOSED, at__lt=before)
    noted = ConcernStep.objects.exclude(note__in=("", REMOVED_WORDS))
    rows = Concern.objects.filter(service=service, state=ConcernState.CLOSED)
    old = rows.filter(pk__in=long_ago.values("concern"))
    return old.filter(~Q(words="") | Exists(noted.filter(concern=OuterRef("pk"))))


def _blank(rows: QuerySet[Concern]) -> None:
    found = list(rows.values_list("pk", flat=True))  # which rows these are hangs on the notes
    steps = ConcernStep.objects.filter(concern__in=found).exclude(note="")
    steps.update(note=REMOVED_WORDS)
    Concern.objects.filter(pk__in=found).update(words="")


def _old_notes(service: Any, before: datetime) -> QuerySet[VisitNote]:
    rows = VisitNote.objects.filter(link__group__service=service, written_at__lt=before)
    return rows.exclude(words="")


def _wipe_words(rows: QuerySet[VisitNote]) -> None:
    rows.update(words="")
