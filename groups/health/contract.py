"""The file format follow-on-history/1: read, with errors by group and event, and written."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from groups.health.history import (
    ANSWERS,
    CoordinatorResting,
    Event,
    Histories,
    History,
    MeetingCancelled,
    MeetingHeld,
    MeetingNotHeld,
    MeetingPlanned,
    MemberJoined,
    MemberLeft,
    Paused,
    RhythmAgreed,
    Rsvp,
)

FORMAT = "follow-on-history/1"
EVENT_TYPES: dict[str, type[Event]] = {
    kind.type: kind
    for kind in (
        MemberJoined,
        MemberLeft,
        RhythmAgreed,
        MeetingPlanned,
        Rsvp,
        MeetingHeld,
        MeetingCancelled,
        MeetingNotHeld,
        Paused,
        CoordinatorResting,
    )
}
MAX_RHYTHM_DAYS = 400
MAX_HEADCOUNT = 1000


class BadHistory(ValueError):
    """A file that breaks the contract; says where, what was wrong and what was expected."""


def loads(text: str) -> Histories:
    """Read a file's text; raises BadHistory."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadHistory(
            f"Not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise BadHistory("Not a history: nested too deeply.") from error
    return parse(data)


def parse(data: Any) -> Histories:
    """Read the decoded file; raises BadHistory."""
    if not isinstance(data, dict):
        raise BadHistory(f"Expected an object with format, until and groups, not {_shown(data)}.")
    if data.get("format") != FORMAT:
        raise BadHistory(f'format: expected "{FORMAT}", not {_shown(data.get("format"))}.')
    until = _date(data, "until", "file")
    groups = data.get("groups")
    if not isinstance(groups, list):
        raise BadHistory(f"groups: expected a list, not {_shown(groups)}.")
    seen: set[str] = set()
    parsed = []
    for number, group in enumerate(groups, start=1):
        history = parse_group(group, number)
        if history.id in seen:
            raise BadHistory(f"Group {history.id}: this id is there twice.")
        seen.add(history.id)
        parsed.append(history)
    return Histories(until, tuple(parsed))


def parse_group(group: Any, number: int) -> History:
    """Read one group, the file's `number`-th; raises BadHistory."""
    where = f"Group number {number}"
    if not isinstance(group, dict):
        raise BadHistory(f"{where}: expected an object, not {_shown(group)}.")
    where = f"Group {_text(group, 'id', where)}"
    events = group.get("events")
    if not isinstance(events, list):
        raise BadHistory(f"{where}: events: expected a list, not {_shown(events)}.")
    return History(
        id=group["id"],
        started=_date(group, "started", where),
        events=tuple(
            parse_event(event, f"{where}, event {position}")
            for position, event in enumerate(events, start=1)
        ),
        ended=_optional(_date)(group, "ended", where),
        last_session_on=_optional(_date)(group, "last_session_on", where),
        cleared=_dates(group, "cleared", where),
    )


def parse_event(event: Any, where: str) -> Event:
    """Read one event; `where` names group and event in the error; raises BadHistory."""
    if not isinstance(event, dict):
        raise BadHistory(f"{where}: expected an object, not {_shown(event)}.")
    kind = EVENT_TYPES.get(event["type"]) if isinstance(event.get("type"), str) else None
    if kind is None:
        raise BadHistory(
            f"{where}: unknown type {_shown(event.get('type'))}."
            f" Expected one of {', '.join(EVENT_TYPES)}."
        )
    where = f"{where} ({kind.type})"
    values = {name: read(event, name, where) for name, read in _READERS[kind.type].items()}
    if kind is MeetingHeld:
        _check_held(event, values, where)
    if kind is Paused:
        values["start"] = values.pop("from")
    return kind(**values)


def dumps(histories: Histories) -> str:
    """Write a file's text; what loads() reads back as the same."""
    return "".join(dump(histories.until, histories.groups))


def dump(until: date, groups: Iterable[History]) -> Iterable[str]:
    """Write the file piece by piece, one group a line, so that it can be streamed."""
    yield f'{{"format": "{FORMAT}", "until": "{until.isoformat()}", "groups": [\n'
    for number, group in enumerate(groups):
        yield ("" if number == 0 else ",\n") + json.dumps(group_as_json(group))
    yield "\n]}\n"


def group_as_json(group: History) -> dict[str, Any]:
    """One group as the contract writes it."""
    data: dict[str, Any] = {"id": group.id, "started": group.started.isoformat()}
    for name in ("ended", "last_session_on"):
        if (day := getattr(group, name)) is not None:
            data[name] = day.isoformat()
    if group.cleared:
        data["cleared"] = [day.isoformat() for day in group.cleared]
    data["events"] = [event_as_json(event) for event in group.events]
    return data


def event_as_json(event: Event) -> dict[str, Any]:
    """One event as the contract writes it; what is not known is left out."""
    data: dict[str, Any] = {"on": event.on.isoformat(), "type": event.type}
    for item in fields(event):
        value = getattr(event, item.name)
        if item.name == "on" or (value is None and item.name not in ("count", "until")):
            continue
        if item.name == "count" and value is None and event.present is not None:  # type: ignore[attr-defined]
            continue
        name = "from" if item.name == "start" else item.name
        data[name] = value.isoformat() if isinstance(value, date) else value
        if isinstance(value, tuple):
            data[name] = list(value)
    return data


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, default=str)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _text(data: dict[str, Any], name: str, where: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise BadHistory(f"{where}: {name}: expected a text, not {_shown(value)}.")
    return value


def _date(data: dict[str, Any], name: str, where: str) -> date:
    value = data.get(name)
    try:
        if isinstance(value, str) and (day := date.fromisoformat(value)).isoformat() == value:
            return day
    except ValueError:
        pass
    raise BadHistory(f"{where}: {name}: expected a date such as 2021-02-01, not {_shown(value)}.")


def _dates(data: dict[str, Any], name: str, where: str) -> tuple[date, ...]:
    values = data.get(name, [])
    if not isinstance(values, list):
        raise BadHistory(f"{where}: {name}: expected a list of dates, not {_shown(values)}.")
    return tuple(_date({name: value}, name, where) for value in values)


def _days(data: dict[str, Any], name: str, where: str) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadHistory(f"{where}: {name}: expected a number of days, not {_shown(value)}.")
    if not 1 <= value <= MAX_RHYTHM_DAYS:
        raise BadHistory(
            f"{where}: {name}: expected 1 to {MAX_RHYTHM_DAYS} days, not {_shown(value)}."
        )
    return value


def _count(data: dict[str, Any], name: str, where: str) -> int:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_HEADCOUNT:
        raise BadHistory(
            f"{where}: {name}: expected a whole number from 0 to {MAX_HEADCOUNT},"
            f" not {_shown(value)}."
        )
    return value


def _members(data: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
        raise BadHistory(f"{where}: {name}: expected a list of members, not {_shown(value)}.")
    if len(set(value)) != len(value):
        raise BadHistory(f"{where}: {name}: the same member is there twice.")
    return tuple(value)


def _answer(data: dict[str, Any], name: str, where: str) -> str:
    value = data.get(name)
    if value not in ANSWERS:
        raise BadHistory(
            f"{where}: {name}: expected one of {', '.join(ANSWERS)}, not {_shown(value)}."
        )
    return str(value)


def _optional(read: Callable[..., Any]) -> Callable[..., Any]:
    def reader(data: dict[str, Any], name: str, where: str) -> Any:
        return None if data.get(name) is None else read(data, name, where)

    return reader


def _date_or_null(data: dict[str, Any], name: str, where: str) -> date | None:
    if name in data and data[name] is None:
        return None
    return _date(data, name, where)


def _check_held(event: dict[str, Any], values: dict[str, Any], where: str) -> None:
    if "count" not in event and "present" not in event:
        raise BadHistory(f"{where}: count: or present is missing (null where nobody counted).")
    if values["date"] > values["on"]:
        raise BadHistory(
            f"{where}: date: a meeting cannot have been held on {values['date']}"
            f" when it was reported on {values['on']}."
        )


_READERS: dict[str, dict[str, Callable[..., Any]]] = {
    "member_joined": {"on": _date, "member": _text},
    "member_left": {"on": _date, "member": _text},
    "rhythm_agreed": {"on": _date, "days": _days},
    "meeting_planned": {"on": _date, "meeting": _text, "date": _date},
    "rsvp": {"on": _date, "meeting": _text, "member": _text, "answer": _answer},
    "meeting_held": {
        "on": _date,
        "meeting": _text,
        "date": _date,
        "count": _optional(_count),
        "present": _optional(_members),
    },
    "meeting_cancelled": {"on": _date, "meeting": _text},
    "meeting_not_held": {"on": _date, "meeting": _text, "date": _date},
    "paused": {"on": _date, "until": _date_or_null, "from": _optional(_date)},
    "coordinator_resting": {"on": _date},
}
