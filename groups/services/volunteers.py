"""The patient tutor volunteer beside a new group: for its first meetings, then no longer."""

from datetime import datetime
from uuid import UUID

from followon.audit import services as audit

from ..models import Meeting, MeetingState, PtvLink


def let_volunteers_go(*, group_id: UUID, now: datetime) -> None:
    """End the links of volunteers whose number of meetings is reached; in the caller's transaction.

    The study's protocol is three meetings (Farr and others, "Developing Follow-on Groups").
    """
    links = PtvLink.objects.filter(group=group_id, ended_at=None)
    for link in links.select_related("group__service"):
        met = Meeting.objects.filter(
            group=group_id, state=MeetingState.MET, starts_at__gte=link.started_at
        )
        if met.count() < link.meetings:
            continue
        link.ended_at = now
        link.save(update_fields=["ended_at"])
        audit.record("volunteer.done", link.group, by=None, now=now, service=link.group.service)
