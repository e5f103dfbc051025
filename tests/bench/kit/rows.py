"""Many rows at once: a bench needs 100,000 meetings, and services would take hours to make them."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model


def copy_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Bring rows in by COPY, with the model's defaults for the fields that `names` leaves out."""
    given = [model._meta.get_field(name) for name in names]
    others = [
        field
        for field in model._meta.concrete_fields
        if field not in given and not isinstance(field, AutoField)
    ]
    rest = "".join(f"\t{_text(_default(field))}" for field in others) + "\n"
    columns = ", ".join(connection.ops.quote_name(each.column) for each in [*given, *others])
    table = connection.ops.quote_name(model._meta.db_table)
    lines = io.StringIO("".join("\t".join(map(_text, row)) + rest for row in rows))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", lines)


def analyze() -> None:
    """Tell the planner of queries what is there now, as autovacuum would within a minute."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _default(field: Field) -> Any:
    return None if field.null and not field.has_default() else field.get_default()


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | dict):
        value = json.dumps(value)
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")
