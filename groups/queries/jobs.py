"""Jobs as their holders see them."""

from typing import Any

from ..models import Job


def own_job(job_id: int, user_id: Any) -> Job | None:
    """A job that was offered to this person or that they have, while they are a member."""
    jobs = Job.objects.filter(pk=job_id, member__user=user_id, member__left_at__isnull=True)
    return jobs.select_related("group__service", "member__user").first()
