from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from .contact import Contact


def hashed(token: str) -> str:
    """What is stored of a token: SHA-256, in hex. Tokens carry 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_hashes(code: str) -> list[str]:
    """What may be stored of a code, newest key first.

    Keyed, because a code is short: whoever reads the table could try them all.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("personal-link-code", code, secret=key, algorithm="sha256").hexdigest()
        for key in keys
    ]


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def live(self, now: datetime) -> PersonalLinkQuerySet:
        """Neither expired nor revoked."""
        return self.filter(expires_at__gt=now, revoked_at__isnull=True)


class PersonalLink(models.Model):
    """A secret address that lets one person do one thing without signing in."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_links"
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where it was sent: whoever uses it has read that phone or mailbox.",
    )
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=64, help_text="What it is about, as 'noun:id'.")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "purpose", "subject"])]

    def __str__(self) -> str:
        return f"{self.purpose} link of {self.user_id}"
