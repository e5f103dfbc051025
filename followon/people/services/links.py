"""Personal links and the short codes on printed slips."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from followon.audit.services import record

from ..link_codes import CODE_ALPHABET, CODE_LENGTH
from ..models import Contact, PersonalLink, User
from ..models.link import code_hashes, hashed
from .contacts import mark_proven


@dataclass(frozen=True)
class Minted:
    """A new link; `token` and `code` are known here and nowhere else."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    link: PersonalLink | None = None


# The ORM's own way costs several times as much, and links are minted by the thousand.
INSERT = """
    INSERT INTO people_personallink (user_id, contact_id, purpose, subject, token_hash, code_hash,
        created_at, expires_at)
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::timestamptz[], %s::timestamptz[])
"""
COLUMNS = (
    "user_id",
    "contact_id",
    "purpose",
    "subject",
    "token_hash",
    "code_hash",
    "created_at",
    "expires_at",
)

_gathered: ContextVar[list[tuple[Any, ...]] | None] = ContextVar("gathered", default=None)


@contextmanager
def minted_together() -> Iterator[None]:
    """Links that are minted inside are inserted in one query at its end; after an error, none."""
    links: list[tuple[Any, ...]] = []
    token = _gathered.set(links)
    try:
        yield
    finally:
        _gathered.reset(token)
    if links:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [list(column) for column in zip(*links, strict=True)])


def mint(
    *,
    user: User,
    purpose: str,
    subject: str,
    lasts: timedelta,
    now: datetime,
    with_code: bool = False,
    contact: Contact | None = None,
) -> Minted:
    """A secret address (22 characters) for one person and purpose; a code as well if asked for.

    `contact` is where it will be sent. Links that were minted before stay good: a person may use
    an older message. Inside `minted_together` the link's row is there only at the block's end, and
    `Minted.link` is None.
    """
    token = secrets.token_urlsafe(16)
    code = _free_code() if with_code else ""
    code_hash = code_hashes(code)[0] if code else ""
    contact_id = contact.pk if contact is not None else None
    row = (user.pk, contact_id, purpose, subject, hashed(token), code_hash, now, now + lasts)
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(row)
        return Minted(token, code)
    link = PersonalLink(**dict(zip(COLUMNS, row, strict=True)))
    link.save(force_insert=True)
    return Minted(token, code, link)


@transaction.atomic
def revoke(*, user: User, purpose: str, subject: str, now: datetime) -> int:
    """Close every live link of this person for this purpose and subject; how many there were."""
    links = PersonalLink.objects.live(now).filter(user=user, purpose=purpose, subject=subject)
    count = links.update(revoked_at=now)
    if count:
        record("links.revoked", user, by=None, now=now, purpose=purpose, count=count)
    return count


def mark_used(*, link: PersonalLink, now: datetime) -> None:
    """Remember when the link was last used, and that the person read what was sent there.

    Called for a POST alone: scanners and previews open links, and prove nothing about a person.
    """
    link.last_used_at = now
    link.save(update_fields=["last_used_at"])
    if link.contact is not None:
        mark_proven(contact=link.contact, now=now)


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not PersonalLink.objects.filter(code_hash__in=code_hashes(code)).exists():
            return code
