from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import Contact, PainService, User


class Channel(models.TextChoices):
    TEXT = "text", _("Text message")
    EMAIL = "email", _("Email")


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    UNDELIVERABLE = "undeliverable", _("Could not be delivered")
    UNKNOWN = "unknown", _("In doubt")
    SKIPPED = "skipped", _("Not sent, on purpose")


ASKED_STATES = (State.UNKNOWN, State.SENT)
OPEN_STATES = (State.QUEUED, State.SENDING, State.UNKNOWN)
FINAL_STATES = (State.DELIVERED, State.FAILED, State.UNDELIVERABLE, State.SKIPPED)

# What may follow what; a trigger in the database holds it too. A row never goes back, save that a
# send which surely did not happen is queued again, and a reminder in doubt once more.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    # Delivered straight from the queue: a receipt came for a send that we had taken for lost.
    State.QUEUED: (State.SENDING, State.SKIPPED, State.DELIVERED),
    State.SENDING: (
        State.SENT,
        State.QUEUED,
        State.FAILED,
        State.UNDELIVERABLE,
        State.UNKNOWN,
        State.SKIPPED,
        State.DELIVERED,
    ),
    State.UNKNOWN: (
        State.SENT,
        State.QUEUED,
        State.DELIVERED,
        State.UNDELIVERABLE,
        State.FAILED,
        State.SKIPPED,
    ),
    State.SENT: (State.DELIVERED, State.UNDELIVERABLE, State.FAILED),
    State.FAILED: (),
    State.UNDELIVERABLE: (),
    State.DELIVERED: (),
    State.SKIPPED: (),
}


# The texts that a person got, or may have got.
REACHED_STATES = (State.SENDING, State.SENT, State.DELIVERED, State.UNKNOWN)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> MessageQuerySet:
        """Queued, and their time has come."""
        return self.filter(state=State.QUEUED, not_before__lte=now)

    def stuck(self, now: datetime) -> MessageQuerySet:
        """Claimed by a worker whose lease ran out: it died, or it is very slow."""
        return self.filter(state=State.SENDING, lease_until__lt=now)

    def to_ask_about(self, now: datetime) -> MessageQuerySet:
        """In doubt, or long without a receipt: time to ask the provider."""
        return self.filter(state__in=ASKED_STATES, look_at__lte=now)

    def released_since(self, since: datetime) -> MessageQuerySet:
        """Handed to a provider since then, as far as the person may have got them."""
        return self.filter(released_at__gt=since, state__in=REACHED_STATES)

    def charged(self) -> MessageQuerySet:
        """Texts that a provider took on, or may have taken on: they are paid for."""
        went = models.Q(sent_at__isnull=False) | models.Q(state__in=REACHED_STATES)
        return self.filter(went, channel=Channel.TEXT, fragments__gt=0, released_at__isnull=False)

    def of_services(self, services: models.QuerySet[PainService]) -> MessageQuerySet:
        """Messages of those services alone."""
        return self.filter(service__in=services)


class Message(models.Model):
    """One message to one person about one version of one thing, on one channel."""

    # Not in the database: what its kind loaded for it and the others that are worked on with it.
    prepared: Any = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Service and recipient have no index of their own: longer ones below begin with them.
    service = models.ForeignKey(
        PainService, on_delete=models.CASCADE, db_index=False, related_name="messages"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="messages",
        help_text="Nobody for an answer to a number that we do not know, or that two people share.",
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    fixed_contact = models.BooleanField(
        default=False, help_text="The sender chose the contact: preferences do not redirect it."
    )
    channel = models.CharField(max_length=5, choices=Channel)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=64, blank=True, help_text="What it is about: 'noun:id'.")
    version = models.PositiveIntegerField(default=0)
    dedupe_key = models.CharField(max_length=200)
    facts = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=14, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=120, blank=True)
    not_before = models.DateTimeField()
    send_before = models.DateTimeField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(default=9, help_text="Smaller leaves first.")
    lease_until = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(
        null=True, blank=True, help_text="Handed to the provider: from here on it may have gone."
    )
    look_at = models.DateTimeField(
        null=True, blank=True, help_text="When to ask the provider what became of it."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0, help_text="Times it was sent in doubt.")
    fragments = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="Texts that it was charged as when it left; none for an email.",
    )
    way = models.CharField(
        max_length=10,
        blank=True,
        db_default="",
        default="",
        help_text="The way that its next try takes; empty: the first one that is open.",
    )
    provider = models.CharField(max_length=10, blank=True)
    provider_id = models.CharField(max_length=80, blank=True)
    to = models.CharField(max_length=254, blank=True)
    rendered_subject = models.CharField(max_length=160, blank=True)
    rendered = models.TextField(blank=True)

    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "not_before"],
                name="message_due",
                condition=models.Q(state=State.QUEUED),
            ),
            models.Index(
                fields=["lease_until"],
                name="message_leased",
                condition=models.Q(state=State.SENDING),
            ),
            models.Index(
                fields=["look_at"],
                name="message_to_ask_about",
                condition=models.Q(state__in=ASKED_STATES, look_at__isnull=False),
            ),
            models.Index(
                fields=["recipient", "released_at"],
                name="message_released",
                condition=models.Q(released_at__isnull=False),
            ),
            models.Index(fields=["recipient", "-created_at"]),
            models.Index(fields=["service", "state", "-created_at"]),
            models.Index(
                fields=["service", "released_at"],
                name="message_charged",
                include=["fragments"],
                condition=models.Q(fragments__gt=0),
            ),
            models.Index(fields=["subject", "kind"]),
            models.Index(fields=["to", "-sent_at"], name="message_to", condition=~models.Q(to="")),
            models.Index(
                fields=["provider_id"],
                name="message_provider_id",
                condition=~models.Q(provider_id=""),
            ),
        ]
        constraints = [
            # Not `unique=True`, which makes a second index for searching by how a key begins.
            models.UniqueConstraint(fields=["dedupe_key"], name="message_once"),
            models.CheckConstraint(
                condition=~models.Q(state=State.SENDING) | models.Q(lease_until__isnull=False),
                name="sending_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SKIPPED) | ~models.Q(reason=""),
                name="skipped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.id}"

    @property
    def person(self) -> User:
        """Whom it is for. Raises LookupError for an answer to a bare number."""
        if self.recipient is None:
            raise LookupError(f"Message {self.pk} goes to a number and to nobody by name.")
        return self.recipient
