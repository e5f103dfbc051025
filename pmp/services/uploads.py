"""A file of participants: read and kept for a look, then confirmed once."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User

from ..models import Programme, Upload
from ..queries.people import known_people
from ..reading_csv import Row, leave_out_known, read_csv
from .participants import add_participant

KEPT_UNCONFIRMED = timedelta(days=1)


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
def confirm_upload(*, upload: Upload, by: User, now: datetime) -> int:
    """Put everybody of the preview into the programme and forget the rows; how many were new.

    The second confirmation of the same file does nothing.
    """
    rows = [Row(**row) for row in upload.rows]
    first = (
        Upload.objects.waiting().filter(pk=upload.pk).update(confirmed_at=now, rows=[], problems=[])
    )
    if not first:
        return 0
    programme = upload.programme
    before = programme.participants.count()
    for row in rows:
        add_participant(
            programme=programme,
            full_name=row.full_name,
            preferred_name=row.preferred_name,
            mobile=row.mobile,
            email=row.email,
            landline=row.landline,
            by=by,
            now=now,
        )
    upload.added = programme.participants.count() - before
    upload.save(update_fields=["added"])
    record(
        "upload.confirmed", upload, by=by, now=now, service=programme.service, added=upload.added
    )
    return upload.added


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
