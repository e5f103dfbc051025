"""A file of participants: read and kept for a look, then confirmed once."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User

from ..models import Programme, Upload
from ..queries.people import known_people
from ..reading_csv import leave_out_known, read_csv
from .participants import add_participant

log = logging.getLogger(__name__)

KEPT_UNCONFIRMED = timedelta(days=1)
# A page waits for so many; a request has seconds, and one person takes up to forty milliseconds.
AT_ONCE = 50
NAMES = ("full_name", "preferred_name", "mobile", "email", "landline")


class Unreadable(ValueError):
    """The file as a whole cannot be read; `message` says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def upload_file(*, programme: Programme, data: bytes, by: User, now: datetime) -> Upload:
    """Read a file and keep what was read for the preview; an earlier one not confirmed goes.

    Raises Unreadable, and keeps nothing, when there is nothing to preview.
    """
    reading = read_csv(data)
    for problem in reading.problems:
        if problem.row == 0:
            raise Unreadable(problem.message)
    reading = leave_out_known(reading, known_people(programme))
    programme.uploads.waiting().delete()
    upload = Upload.objects.create(
        programme=programme,
        rows=[asdict(row) for row in reading.rows],
        problems=[asdict(problem) for problem in reading.problems],
        uploaded_by=by,
        uploaded_at=now,
    )
    record(
        "participants.uploaded",
        programme,
        by=by,
        now=now,
        service=programme.service,
        rows=len(reading.rows),
        errors=len(reading.errors),
    )
    return upload


@transaction.atomic
def confirm_upload(*, upload: Upload, by: User, now: datetime) -> Upload:
    """Put everybody of the preview into the programme; a long file goes on in a worker.

    The second confirmation of the same file does nothing.
    """
    total = len(upload.rows)
    first = (
        Upload.objects.waiting()
        .filter(pk=upload.pk)
        .update(confirmed_at=now, confirmed_by=by, total=total, problems=[])
    )
    if first:
        service = upload.programme.service
        record("upload.confirmed", upload, by=by, now=now, service=service, rows=total)
        if add_some(upload_id=upload.pk, now=now):
            transaction.on_commit(lambda: nudge(upload.pk))
    upload.refresh_from_db()
    return upload


@transaction.atomic
def add_some(*, upload_id: UUID, now: datetime) -> int:
    """Add the next few people of a confirmed file and forget their rows; how many are left.

    Whoever works on a row takes it away in the same transaction, so nobody is added twice.
    """
    upload = Upload.objects.unfinished().select_for_update().filter(pk=upload_id).first()
    if upload is None:
        return 0
    programme = Programme.objects.select_related("site__service").get(pk=upload.programme_id)
    before = programme.participants.count()
    for row in upload.rows[:AT_ONCE]:
        add_participant(
            programme=programme,
            **{name: row[name] for name in NAMES},
            by=upload.confirmed_by,
            now=now,
        )
    upload.rows = upload.rows[AT_ONCE:]
    upload.added += programme.participants.count() - before
    upload.save(update_fields=["rows", "added"])
    return len(upload.rows)


def nudge(upload_id: UUID) -> None:
    """Wake a worker for the rest; the sweep finds what it missed."""
    from ..tasks import add_uploaded  # tasks import this module

    try:
        add_uploaded.delay(str(upload_id))
    except Exception as error:  # the broker is only a nudge
        log.warning("No worker could be woken (%s); the next sweep goes on", type(error).__name__)


def sweep_uploads(*, now: datetime) -> int:
    """Wake a worker for every file that stopped half-way, and forget those never confirmed."""
    purge_uploads(now=now)
    unfinished = list(Upload.objects.unfinished().values_list("pk", flat=True))
    for upload_id in unfinished:
        nudge(upload_id)
    return len(unfinished)


@transaction.atomic
def discard_upload(*, upload: Upload, by: User, now: datetime) -> None:
    """Forget a file that was only looked at."""
    if Upload.objects.waiting().filter(pk=upload.pk).delete()[0]:
        programme = upload.programme
        record("upload.discarded", programme, by=by, now=now, service=programme.service)


def purge_uploads(*, now: datetime) -> int:
    """Forget files that nobody confirmed within a day."""
    old = Upload.objects.waiting().filter(uploaded_at__lt=now - KEPT_UNCONFIRMED)
    return old.delete()[0]
