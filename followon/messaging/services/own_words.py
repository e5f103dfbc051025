"""Saving a service's own words of a kind, and going back to the default."""

from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..filling import OwnText
from ..models import OwnWords


@transaction.atomic
def save_own_words(
    *,
    service: PainService,
    kind: str,
    channel: str,
    language: str,
    words: OwnText,
    default: OwnText,
    by: User,
    now: datetime,
) -> OwnWords:
    """A new version, which is used from the next message on. The form has checked the words.

    Words that are the default's are not kept: they would hide a better default of a later version.
    """
    if words == default:
        return reset_own_words(
            service=service, kind=kind, channel=channel, language=language, by=by, now=now
        )
    return _add("wording.saved", service, kind, channel, language, words, by, now)


@transaction.atomic
def reset_own_words(
    *, service: PainService, kind: str, channel: str, language: str, by: User, now: datetime
) -> OwnWords:
    """The default again, from the next message on; older versions stay on record."""
    return _add("wording.reset", service, kind, channel, language, OwnText(body=""), by, now)


def _add(
    verb: str,
    service: PainService,
    kind: str,
    channel: str,
    language: str,
    words: OwnText,
    by: User,
    now: datetime,
) -> OwnWords:
    row = OwnWords.objects.create(
        service=service,
        kind=kind,
        channel=channel,
        language=language,
        subject=words.subject,
        body=words.body,
        made_at=now,
        made_by=by,
    )
    audit.record(
        verb, row, by=by, now=now, service=service, kind=kind, channel=channel, language=language
    )
    return row
