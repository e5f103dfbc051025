from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import PainService, Role, StaffPost, User


@transaction.atomic
def appoint(
    *, user: User, service: PainService, role: str, by: User | None, now: datetime
) -> StaffPost:
    """Give somebody a post in the service; an open post of another role there ends."""
    role = Role(role)
    User.objects.select_for_update().filter(pk=user.pk).first()
    current = StaffPost.objects.open().filter(user=user, service=service).first()
    if current is not None:
        if current.role == role:
            return current
        end_post(post=current, by=by, now=now)
    post = StaffPost.objects.create(user=user, service=service, role=role, started_at=now)
    record("post.started", user, by=by, now=now, service=service, role=str(role))
    return post


@transaction.atomic
def end_post(*, post: StaffPost, by: User | None, now: datetime) -> None:
    """From now on they see nothing of the service; a post that has ended stays as it is."""
    if StaffPost.objects.filter(pk=post.pk, ended_at__isnull=True).update(ended_at=now):
        record("post.ended", post.user, by=by, now=now, service=post.service, role=post.role)
        post.refresh_from_db(fields=["ended_at"])
