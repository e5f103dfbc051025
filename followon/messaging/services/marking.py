"""Marks on many messages at once: one UPDATE each, and only rows that are still ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from ..models import Message, State
from ..transports import Accepted
from .composing import Released
from .outcomes import asked_at
from .states import before

REASON_LENGTH = 120


@dataclass(frozen=True)
class Column:
    """One column that gets a value of its own in each row."""

    name: str
    type: str
    values: Sequence[Any]


def mark(
    messages: Iterable[Message],
    columns: Sequence[Column],
    assignments: str,
    *,
    states: Sequence[str],
    lease: datetime | None = None,
    **values: Any,
) -> set[UUID]:
    """Set columns of each of these rows that is in one of those states; which ones were."""
    ids = {str(message.pk): message.pk for message in messages}
    if not ids:
        return set()
    mine = " AND message.lease_until = %(lease)s" if lease is not None else ""
    arrays = "".join(f", %({column.name})s::{column.type}[]" for column in columns)
    names = "".join(f', "{column.name}"' for column in columns)
    copied = "".join(f'"{column.name}" = mark."{column.name}", ' for column in columns)
    sql = (  # names and constants of this module; every value is a parameter
        f"UPDATE messaging_message AS message SET {copied}{assignments}"  # noqa: S608
        f" FROM unnest(%(ids)s::uuid[]{arrays}) AS mark(id{names})"
        f" WHERE message.id = mark.id AND message.state = ANY(%(states)s){mine}"
        " RETURNING message.id::text"
    )
    given: dict[str, Any] = {column.name: list(column.values) for column in columns}
    with connection.cursor() as cursor:
        given |= {**values, "ids": f"{{{','.join(ids)}}}", "states": list(states), "lease": lease}
        cursor.execute(sql, given)
        return {ids[row[0]] for row in cursor.fetchall()}


def mark_skipped(
    skipped: Sequence[tuple[Message, str]], *, lease: datetime | None, now: datetime
) -> set[UUID]:
    """They never leave, each for its reason."""
    return mark(
        [message for message, _reason in skipped],
        [Column("reason", "text", [reason[:REASON_LENGTH] for _message, reason in skipped])],
        "state = 'skipped', finished_at = %(now)s, look_at = NULL, lease_until = NULL,"
        " facts = message.facts - 'secret'",
        states=[State.SENDING],
        lease=lease,
        now=now,
    )


def mark_later(later: Sequence[tuple[Message, datetime]], *, lease: datetime | None) -> set[UUID]:
    """They wait in the queue, each until its moment."""
    return mark(
        [message for message, _until in later],
        [
            Column("not_before", "timestamptz", [until for _message, until in later]),
            Column("attempts", "smallint", [message.attempts for message, _until in later]),
        ],
        "state = 'queued', lease_until = NULL, released_at = NULL",
        states=[State.SENDING],
        lease=lease,
    )


def mark_released(
    leaving: Sequence[Released], *, lease: datetime | None, now: datetime
) -> set[UUID]:
    """From here on they count as perhaps sent: written just before they are handed over."""
    messages = [each.message for each in leaving]
    return mark(
        messages,
        [
            Column("attempts", "smallint", [message.attempts + 1 for message in messages]),
            Column("contact_id", "bigint", [message.contact_id for message in messages]),
            Column("provider", "text", [each.transport.name for each in leaving]),
            Column("to", "text", [message.to for message in messages]),
            Column("fragments", "smallint", [each.composed.fragments for each in leaving]),
            Column("rendered_subject", "text", [each.composed.kept_subject for each in leaving]),
            Column("rendered", "text", [each.composed.kept for each in leaving]),
        ],
        "released_at = %(now)s",
        states=[State.SENDING],
        lease=lease,
        now=now,
    )


def mark_sent(sent: Sequence[tuple[Released, Accepted]], *, now: datetime) -> set[UUID]:
    """The providers took them on."""
    providers = [released.transport.name for released, _accepted in sent]
    return mark(
        [released.message for released, _accepted in sent],
        [
            Column("provider_id", "text", [accepted.provider_id for _released, accepted in sent]),
            Column("look_at", "timestamptz", [asked_at(name, now=now) for name in providers]),
        ],
        "state = 'sent', sent_at = %(now)s, reason = '', lease_until = NULL,"
        " facts = message.facts - 'secret'",
        states=before(State.SENT),
        now=now,
    )


def mark_unsent(messages: Sequence[Message], *, lease: datetime | None) -> set[UUID]:
    """Released, and then surely never handed over: as if they had not been touched."""
    return mark_later([(message, message.not_before) for message in messages], lease=lease)
