from datetime import datetime, time

from django.db import transaction

from followon.audit.services import record
from followon.pages import languages

from ..models import Preference, Reach, User


@transaction.atomic
def set_reach(*, user: User, reach: str, by: User | None, now: datetime) -> Preference:
    """Choose how this person is reached."""
    preference = _of(user)
    preference.reach = Reach(reach)
    preference.save(update_fields=["reach"])
    record("preference.reach_set", user, by=by, now=now, reach=str(preference.reach))
    return preference


@transaction.atomic
def set_quiet_hours(
    *,
    user: User,
    quiet_from: time | None,
    quiet_until: time | None,
    by: User | None,
    now: datetime,
) -> Preference:
    """No ordinary message between these local times; None for both takes the usual hours.

    Raises ValueError when only one of them is given.
    """
    if (quiet_from is None) != (quiet_until is None):
        raise ValueError("Quiet hours need both a start and an end, or neither.")
    preference = _of(user)
    preference.quiet_from = quiet_from
    preference.quiet_until = quiet_until
    preference.save(update_fields=["quiet_from", "quiet_until"])
    record("preference.quiet_hours_set", user, by=by, now=now, any=quiet_from is not None)
    return preference


@transaction.atomic
def set_weekly(*, user: User, weekly: bool, by: User | None, now: datetime) -> Preference:
    """One message a week in place of several, or each when it happens."""
    preference = _of(user)
    if preference.weekly and not weekly:
        preference.weekly_ended_at = now
    preference.weekly = weekly
    preference.save(update_fields=["weekly", "weekly_ended_at"])
    record("preference.weekly_set", user, by=by, now=now, weekly=weekly)
    return preference


@transaction.atomic
def set_language(*, user: User, language: str, by: User | None, now: datetime) -> Preference:
    """The language of messages to this person. Raises ValueError for one that we do not have."""
    if language not in languages.available():
        there = sorted(languages.available())
        raise ValueError(f"{language!r} is not translated; there are {there}.")
    preference = _of(user)
    preference.language = language
    preference.save(update_fields=["language"])
    record("preference.language_set", user, by=by, now=now, language=language)
    return preference


def _of(user: User) -> Preference:
    preference, _ = Preference.objects.select_for_update().get_or_create(user=user)
    return preference
