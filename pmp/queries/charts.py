"""Stored headcounts as the bars of a chart."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

from followon.pages.words import daymonth
from groups.models import MeetingState


class Bar(TypedDict):
    """One date: `count` is None where it is not known how many came."""

    label: str
    count: int | None
    state: str


def bars(headcounts: Iterable[dict[str, Any]]) -> list[Bar]:
    """Dates oldest first; cancelled ones are left out, since nobody was meant to come."""
    return [
        Bar(
            label=daymonth(date.fromisoformat(each["date"])),
            count=each["headcount"],
            state=each["state"],
        )
        for each in headcounts
        if each["state"] != MeetingState.CANCELLED
    ]
