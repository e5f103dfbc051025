import json
from datetime import date

import pytest

from groups.health.contract import BadHistory, dumps, loads
from groups.health.history import (
    CoordinatorResting,
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

# The example of the contract, word for word.
EXAMPLE = """
{"format": "follow-on-history/1", "until": "2023-10-01", "groups": [
  {"id": "G0001", "started": "2021-02-01", "events": [
    {"on": "2021-02-01", "type": "member_joined", "member": "m1"},
    {"on": "2021-02-01", "type": "rhythm_agreed", "days": 28},
    {"on": "2021-02-20", "type": "meeting_planned", "meeting": "k1", "date": "2021-03-01"},
    {"on": "2021-02-26", "type": "rsvp", "meeting": "k1", "member": "m1", "answer": "yes"},
    {"on": "2021-03-03", "type": "meeting_held", "meeting": "k1", "date": "2021-03-01", "count": 5},
    {"on": "2021-04-02", "type": "meeting_held", "meeting": "k2", "date": "2021-03-29",
     "present": ["m1", "m2"]},
    {"on": "2021-04-27", "type": "meeting_cancelled", "meeting": "k3"},
    {"on": "2021-05-30", "type": "meeting_not_held", "meeting": "k4", "date": "2021-05-24"},
    {"on": "2021-06-02", "type": "paused", "until": "2021-09-01"},
    {"on": "2021-09-10", "type": "member_left", "member": "m4"},
    {"on": "2021-09-12", "type": "coordinator_resting"}]}]}
"""


def test_reads_every_type_of_event():
    assert loads(EXAMPLE) == Histories(
        date(2023, 10, 1),
        (
            History(
                "G0001",
                date(2021, 2, 1),
                (
                    MemberJoined(date(2021, 2, 1), "m1"),
                    RhythmAgreed(date(2021, 2, 1), 28),
                    MeetingPlanned(date(2021, 2, 20), "k1", date(2021, 3, 1)),
                    Rsvp(date(2021, 2, 26), "k1", "m1", "yes"),
                    MeetingHeld(date(2021, 3, 3), "k1", date(2021, 3, 1), count=5),
                    MeetingHeld(date(2021, 4, 2), "k2", date(2021, 3, 29), present=("m1", "m2")),
                    MeetingCancelled(date(2021, 4, 27), "k3"),
                    MeetingNotHeld(date(2021, 5, 30), "k4", date(2021, 5, 24)),
                    Paused(date(2021, 6, 2), date(2021, 9, 1)),
                    MemberLeft(date(2021, 9, 10), "m4"),
                    CoordinatorResting(date(2021, 9, 12)),
                ),
            ),
        ),
    )


def test_writes_what_it_reads():
    histories = loads(EXAMPLE)
    assert loads(dumps(histories)) == histories


def test_writes_each_event_as_it_was_read():
    assert json.loads(dumps(loads(EXAMPLE))) == json.loads(EXAMPLE)


def test_writes_and_reads_dates_that_no_event_carries():
    history = History(
        "G1",
        date(2024, 1, 1),
        (
            Paused(date(2024, 2, 9), None, date(2024, 2, 1)),
            MeetingHeld(date(2024, 3, 1), "k1", date(2024, 3, 1)),
        ),
        ended=date(2024, 9, 1),
        last_session_on=date(2023, 12, 20),
        cleared=(date(2024, 5, 1),),
    )
    histories = Histories(date(2025, 1, 1), (history,))
    assert loads(dumps(histories)) == histories


def test_what_a_newer_version_adds_is_read_over():
    data = json.loads(EXAMPLE)
    data["service"] = "x"
    data["groups"][0]["site"] = "y"
    data["groups"][0]["events"][0]["note"] = "z"
    assert loads(json.dumps(data)) == loads(EXAMPLE)


def broken(change) -> str:
    data = json.loads(EXAMPLE)
    change(data)
    with pytest.raises(BadHistory) as error:
        loads(json.dumps(data))
    return str(error.value)


TYPES = (
    "member_joined, member_left, rhythm_agreed, meeting_planned, rsvp, meeting_held,"
    " meeting_cancelled, meeting_not_held, paused, coordinator_resting"
)
A_DATE = "expected a date such as 2021-02-01, not"
A_COUNT = "expected a whole number from 0 to 1000, not"
AN_ANSWER = "expected one of yes, maybe, no, not_today, not"
LATE = "a meeting cannot have been held on 2021-03-04 when it was reported on 2021-03-03."
LEFT_OUT = object()


@pytest.mark.parametrize("value", ["joined", "", 7, None, ["x"], LEFT_OUT])
def test_an_unknown_type_of_event_is_refused(value):
    shown = "nothing" if value in (None, LEFT_OUT) else json.dumps(value)
    message = f"Group G0001, event 1: unknown type {shown}. Expected one of {TYPES}."
    assert broken(with_event(1, "type", value)) == message


@pytest.mark.parametrize(
    ("place", "field", "value", "message"),
    [
        (1, "member", "", 'expected a text, not "".'),
        (1, "on", "2021-02-30", f'{A_DATE} "2021-02-30".'),
        (1, "on", "2021-W05-1", f'{A_DATE} "2021-W05-1".'),
        (1, "on", 20210201, f"{A_DATE} 20210201."),
        (2, "days", 0, "expected 1 to 400 days, not 0."),
        (2, "days", "28", 'expected a number of days, not "28".'),
        (2, "days", True, "expected a number of days, not true."),
        (3, "date", LEFT_OUT, f"{A_DATE} nothing."),
        (3, "meeting", 7, "expected a text, not 7."),
        (4, "answer", "perhaps", f'{AN_ANSWER} "perhaps".'),
        (4, "answer", ["yes"], f'{AN_ANSWER} ["yes"].'),
        (5, "count", -1, f"{A_COUNT} -1."),
        (5, "count", 2.5, f"{A_COUNT} 2.5."),
        (5, "count", LEFT_OUT, "or present is missing (null where nobody counted)."),
        (5, "date", "2021-03-04", LATE),
        (6, "present", "m1", 'expected a list of members, not "m1".'),
        (6, "present", ["m1", "m1"], "the same member is there twice."),
        (9, "until", LEFT_OUT, f"{A_DATE} nothing."),
    ],
)
def test_a_bad_event_is_refused_by_group_and_event(place, field, value, message):
    kind = json.loads(EXAMPLE)["groups"][0]["events"][place - 1]["type"]
    expected = f"Group G0001, event {place} ({kind}): {field}: {message}"
    assert broken(with_event(place, field, value)) == expected


def with_event(place: int, field: str, value: object):
    def change(data):
        event = data["groups"][0]["events"][place - 1]
        event[field] = value
        if value is LEFT_OUT:
            del event[field]

    return change


def with_group(field: str, value: object):
    def change(data):
        data["groups"][0][field] = value
        if value is LEFT_OUT:
            del data["groups"][0][field]

    return change


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("id", LEFT_OUT, "Group number 1: id: expected a text, not nothing."),
        ("started", LEFT_OUT, f"Group G0001: started: {A_DATE} nothing."),
        ("events", None, "Group G0001: events: expected a list, not nothing."),
        ("ended", "soon", f'Group G0001: ended: {A_DATE} "soon".'),
        ("cleared", "soon", 'Group G0001: cleared: expected a list of dates, not "soon".'),
    ],
)
def test_a_bad_group_is_refused_by_name(field, value, message):
    assert broken(with_group(field, value)) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("format"), 'format: expected "follow-on-history/1", not nothing.'),
        (lambda data: data.pop("until"), f"file: until: {A_DATE} nothing."),
        (lambda data: data.update(groups={}), "groups: expected a list, not {}."),
        (lambda data: data["groups"].append(7), "Group number 2: expected an object, not 7."),
        (
            lambda data: data["groups"].append(data["groups"][0]),
            "Group G0001: this id is there twice.",
        ),
        (
            lambda data: data["groups"][0]["events"].append(None),
            "Group G0001, event 12: expected an object, not nothing.",
        ),
    ],
)
def test_a_bad_file_is_refused(change, message):
    assert broken(change) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Not JSON: Expecting value at line 1, column 1."),
        ("[]", "Expected an object with format, until and groups, not []."),
        ('{"format": ', "Not JSON: Expecting value at line 1, column 12."),
        ("[" * 100_000, "Not a history: nested too deeply."),
    ],
)
def test_what_is_no_history_is_refused(text, message):
    with pytest.raises(BadHistory) as error:
        loads(text)
    assert str(error.value) == message
