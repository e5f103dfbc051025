from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import Contact, PainService


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


OPEN_STATES = (State.QUEUED, State.SENDING, State.UNKNOWN)
FINAL_STATES = (State.DELIVERED, State.FAILED, State.UNDELIVERABLE, State.SKIPPED)

# What may follow what. A row never goes back, save that a send which surely did not happen is
# queued again.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    State.QUEUED: (State.SENDING, State.SKIPPED),
    State.SENDING: (
        State.SENT,
        State.QUEUED,
        State.FAILED,
        State.UNDELIVERABLE,
        State.UNKNOWN,
        State.SKIPPED,
        State.DELIVERED,
    ),
    State.UNKNOWN: (State.SENT, State.QUEUED, State.DELIVERED, State.UNDELIVERABLE, State.FAILED),
    State.SENT: (State.DELIVERED, State.UNDELIVERABLE, State.FAILED),
    State.FAILED: (),
    State.UNDELIVERABLE: (),
    State.DELIVERED: (),
    State.SKIPPED: (),
}


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: object) -> MessageQuerySet:
        """Queued, and their time has come."""
        return self.filter(state=State.QUEUED, not_before__lte=now)

    def stuck(self, now: object) -> MessageQuerySet:
        """Claimed by a worker whose lease ran out: it died, or it is very slow."""
        return self.filter(state=State.SENDING, lease_until__lt=now)


class Message(models.Model):
    """One message to one person about one version of one thing, on one channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="messages")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    channel = models.CharField(max_length=5, choices=Channel)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=64, blank=True, help_text="What it is about: 'noun:id'.")
    version = models.PositiveIntegerField(default=0)
    dedupe_key = models.CharField(max_length=160, unique=True)
    facts = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=14, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=120, blank=True)
    not_before = models.DateTimeField()
    send_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
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
                fields=["not_before"],
                name="message_due",
                condition=models.Q(state=State.QUEUED),
            ),
            models.Index(
                fields=["lease_until"],
                name="message_leased",
                condition=models.Q(state=State.SENDING),
            ),
            models.Index(fields=["recipient", "-created_at"]),
            models.Index(fields=["subject", "kind"]),
            models.Index(fields=["to", "-sent_at"], name="message_to"),
            models.Index(
                fields=["provider_id"],
                name="message_provider_id",
                condition=~models.Q(provider_id=""),
            ),
        ]
        constraints = [
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
