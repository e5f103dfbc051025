"""What messaging removes on schedule, from its own rows and from the links that it sends."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followon.people.models import PersonalLink

from .models import (
    OPEN_STATES,
    EmailStop,
    Heartbeat,
    InboundText,
    Message,
    Reading,
    Receipt,
    RetentionRun,
    TextStop,
)
from .retention import Rule, register
from .services.heartbeats import CLAIM, PLAN, SEND

# That a service only lent its name stays: the texts from there would become its own.
LENT = {"lent": True}
# A text that waits for a person is never removed, however old it is.
DONE_WITH = (Reading.UNDERSTOOD, Reading.ASKED_BACK, Reading.READ)


def register_rules() -> None:
    """Tell the registry of all of them; called once, when the app is ready."""
    _about_messages()
    _about_texts()
    _for_all()


def _about_messages() -> None:
    register(
        Rule(
            code="message_words",
            what=_("the words of messages"),
            sentence=_("What a message was, when it was sent and whether it arrived stays."),
            days=180,
            least=60,
            most=730,
            due=_with_words,
            remove=_blank_words,
            fields=("messaging.message.rendered", "messaging.message.rendered_subject"),
        )
    )
    register(
        Rule(
            code="message_addresses",
            what=_("the numbers and addresses that messages went to"),
            sentence=_("For whom a message was stays."),
            days=365,
            least=90,
            most=1095,
            due=lambda service, before: _over(service, before).exclude(to=""),
            remove=lambda rows: rows.update(to=""),
            fields=("messaging.message.to",),
        )
    )


def _about_texts() -> None:
    register(
        Rule(
            code="reply_words",
            what=_("the words of texts that came in, and the numbers they came from"),
            sentence=_(
                "What was understood and when stays. A text that nobody has read, or whose "
                "concern is open, is never removed."
            ),
            days=180,
            least=30,
            most=730,
            due=_read_texts,
            remove=lambda rows: rows.update(body="", source=""),
            fields=("messaging.inboundtext.body", "messaging.inboundtext.source"),
        )
    )


def _for_all() -> None:
    _delete("code_facts", _("sign-in codes that were never sent"), 1, _old_codes, blank=True)
    _delete("receipts", _("what providers said of messages"), 90, _old_receipts)
    _delete("links", _("personal links that have ended"), 180, _ended_links)
    _delete(
        "text_stops",
        _("numbers that said STOP and later START"),
        365,
        lambda service, before: TextStop.objects.filter(ended_at__lt=before),
        fields=("messaging.textstop.number",),
    )
    _delete(
        "email_stops",
        _("addresses that stopped emails and took it back"),
        365,
        lambda service, before: EmailStop.objects.filter(ended_at__lt=before),
        fields=("messaging.emailstop.address",),
    )
    _delete(
        "heartbeats",
        _("marks of parts of the machine that are no more"),
        30,
        _old_marks,
    )
    _delete(
        "retention_runs",
        _("notes on what was removed"),
        730,
        lambda service, before: RetentionRun.objects.filter(at__lt=before),
    )


def _delete(
    code: str, what: Any, days: int, due: Any, *, fields: tuple[str, ...] = (), blank: bool = False
) -> None:
    register(
        Rule(
            code=code,
            what=what,
            sentence="",
            days=days,
            due=due,
            remove=(lambda rows: rows.update(facts={})) if blank else (lambda rows: rows.delete()),
            for_all=True,
            fields=fields,
        )
    )


def _over(service: Any, before: datetime) -> QuerySet[Message]:
    rows = Message.objects.filter(service=service, created_at__lt=before)
    return rows.exclude(state__in=OPEN_STATES)


def _with_words(service: Any, before: datetime) -> QuerySet[Message]:
    blank = Q(rendered="", rendered_subject="")
    return _over(service, before).exclude(blank, facts={}).exclude(blank, facts=LENT)


def _blank_words(rows: QuerySet[Message]) -> None:
    rows.filter(facts__has_key="lent").update(rendered="", rendered_subject="", facts=LENT)
    rows.exclude(facts__has_key="lent").update(rendered="", rendered_subject="", facts={})


def _read_texts(service: Any, before: datetime) -> QuerySet[InboundText]:
    rows = InboundText.objects.filter(service=service, received_at__lt=before)
    return rows.filter(reading__in=DONE_WITH).exclude(body="", source="")


def _old_codes(service: Any, before: datetime) -> QuerySet[Message]:
    rows = Message.objects.filter(created_at__lt=before, facts__has_key="secret")
    return rows.exclude(state__in=OPEN_STATES).exclude(facts__secret="")


def _old_marks(service: Any, before: datetime) -> QuerySet[Heartbeat]:
    """Those of parts that are no more; that a known part is silent must stay to be seen."""
    return Heartbeat.objects.filter(at__lt=before).exclude(name__in=[PLAN, CLAIM, SEND])


def _old_receipts(service: Any, before: datetime) -> QuerySet[Receipt]:
    return Receipt.objects.filter(received_at__lt=before, worked_at__isnull=False)


def _ended_links(service: Any, before: datetime) -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
