from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models import Group, JobKind, Place, Rhythm

from .agreement import AgreementCode
from .participant import Participant
from .programme import Programme


class Draft(models.Model):
    """One group of a hand-over that is being prepared: saved at each step, shared by the team."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="drafts")
    joins = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The group to which these people are added; nothing for a new one."),
    )
    name = models.CharField(max_length=40, blank=True)
    date = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    new_place = models.CharField(max_length=40, blank=True)
    new_address = models.CharField(max_length=200, blank=True)
    rhythm = models.CharField(max_length=14, choices=Rhythm, default=Rhythm.MONTHLY)
    purposes = models.JSONField(default=list, blank=True)
    agreement = models.CharField(max_length=8, choices=AgreementCode, blank=True)
    ptv = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    has_date = models.BooleanField(default=False, help_text=_("Date and place were chosen."))
    has_jobs = models.BooleanField(default=False, help_text=_("Jobs were looked at."))
    has_agreement = models.BooleanField(default=False, help_text=_("Agreement was looked at."))
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or f"Draft {self.pk}"


class DraftPerson(models.Model):
    """Somebody in a draft: in one at most."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="people")
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="drafted"
    )

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.draft_id}"


class DraftJob(models.Model):
    """Who is to be asked for a job, or said yes to it in the session."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="jobs")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=JobKind)
    said_yes = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "kind"], name="a_job_drafted_once")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.draft_id}"
