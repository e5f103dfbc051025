"""How dates, times, phone numbers and lists are written: pure functions, also filters."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

import phonenumbers
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Moment = date | datetime


def local(moment: Moment) -> Moment:
    """The same instant on the wall clock of the site's zone; a plain date as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def written(moment: Moment, order: str) -> str:
    """A date in the words and the order of the reader's language, as Django writes formats."""
    return format_date(local(moment), order)


def longdate(moment: Moment) -> str:
    """Wednesday 12 August 2026."""
    return written(moment, pgettext("date format", "l j F Y"))


def shortdate(moment: Moment) -> str:
    """Wed 12 August."""
    return written(moment, pgettext("date format", "D j F"))


def shortday(moment: Moment) -> str:
    """Wed 12 Aug: what a text has room for."""
    return written(moment, pgettext("date format", "D j M"))


def tinyday(moment: Moment) -> str:
    """12 Aug: what a text with several dates has room for."""
    return written(moment, pgettext("date format", "j M"))


def daymonth(moment: Moment) -> str:
    """12 August."""
    return written(moment, pgettext("date format", "j F"))


def plaindate(moment: Moment) -> str:
    """12 August 2026."""
    return written(moment, pgettext("date format", "j F Y"))


def monthyear(moment: Moment) -> str:
    """August 2026."""
    return written(moment, pgettext("date format", "F Y"))


def weekday(moment: Moment) -> str:
    """Wednesday."""
    return written(moment, pgettext("date format", "l"))


def clock(moment: datetime | time) -> str:
    """5:30pm, 2pm, midday, midnight."""
    at = moment
    if isinstance(moment, datetime):
        at = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    if at.minute == 0 and at.hour in (0, 12):
        return _("midday") if at.hour else _("midnight")
    minutes = f":{at.minute:02}" if at.minute else ""
    time_of_day = f"{at.hour % 12 or 12}{minutes}"
    whole = _("%(time)sam") if at.hour < 12 else _("%(time)spm")
    return whole % {"time": time_of_day}


@lru_cache(maxsize=1000)
def phone(number: str) -> str:
    """A phone number with spaces, as people in the United Kingdom write it: 07700 900123."""
    try:
        parsed = phonenumbers.parse(str(number), "GB")
    except phonenumbers.NumberParseException:
        return str(number)
    british = parsed.country_code == 44
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, style.NATIONAL if british else style.INTERNATIONAL)


def wordlist(words: Iterable[object]) -> str:
    """Ann, Bob and Cat."""
    items = [str(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


FILTERS = {
    "longdate": longdate,
    "shortdate": shortdate,
    "plaindate": plaindate,
    "monthyear": monthyear,
    "weekday": weekday,
    "clock": clock,
    "phone": phone,
    "wordlist": wordlist,
}
