"""Many messages in one statement: in a rush the ORM's own way takes several times as long."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection

from ..models import Message

BATCH = 5000


def insert_many(rows: Sequence[Mapping[str, Any]], *, same: Mapping[str, Any]) -> int:
    """Insert those that are not there yet, each with an id of its own; how many were inserted.

    `rows` says by column in what they differ, `same` what they have in common; the rest is the
    model's default.
    """
    if not rows:
        return 0
    given, count = tuple(sorted(rows[0])), 0
    values = _values(same, but=given)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            arrays = [_array(row[name] for row in batch) for name in given]
            cursor.execute(_statement(given), [*values, *arrays])
            count += cursor.rowcount
    return count


def _values(same: Mapping[str, Any], *, but: Sequence[str]) -> list[Any]:
    return [
        field.get_db_prep_save(same.get(str(field.column), field.get_default()), connection)
        for field in Message._meta.concrete_fields
        if not field.primary_key and field.column not in but
    ]


def _array(values: Iterable[Any]) -> str:
    """An array as PostgreSQL writes it: read in half the time of JSON, a fifth of a list."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    text = json.dumps(value) if isinstance(value, dict) else str(value)
    if '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


@cache
def _statement(given: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    fields = {str(each.column): each for each in Message._meta.concrete_fields}
    into = ", ".join(map(quote, fields))
    names = ", ".join(map(quote, given))
    arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in given)
    what = ", ".join(
        "gen_random_uuid()" if field.primary_key else quote(name) if name in given else "%s"
        for name, field in fields.items()
    )
    return (
        f"INSERT INTO {quote(Message._meta.db_table)} ({into}) "  # noqa: S608 (our own columns)
        f"SELECT {what} FROM unnest({arrays}) AS given ({names}) ON CONFLICT DO NOTHING"
    )
