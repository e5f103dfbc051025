"""Which days are bank holidays in England: pure, from a maintained library."""

from datetime import date
from functools import cache

import holidays


@cache
def _england(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


def bank_holiday(day: date) -> str:
    """Its name, such as "Boxing Day"; "" on any other day."""
    return _england(day.year).get(day, "")
