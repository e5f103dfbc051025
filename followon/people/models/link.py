from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models


def hashed(token: str) -> str:
    """What is stored of a token or code: SHA-256, in hex. Tokens carry 128 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def live(self, now: datetime) -> PersonalLinkQuerySet:
        """Neither expired nor revoked."""
        return self.filter(expires_at__gt=now, revoked_at__isnull=True)


class PersonalLink(models.Model):
    """A secret address that lets one person do one thing without signing in."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="personal_links"
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
