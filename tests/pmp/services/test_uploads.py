from datetime import timedelta

import pytest

from pmp import tasks
from pmp.models import Participant, Upload
from pmp.services.uploads import (
    AT_ONCE,
    Unreadable,
    confirm_upload,
    discard_upload,
    purge_uploads,
    sweep_uploads,
    upload_file,
)
from tests.cast import NOW
from tests.pmp.make import join

FILE = b"Name,Mobile\r\nAnn Ash,07700 900001\r\nBob Birch,\r\nCat Cole,0770\r\n"


def upload(programme, clinician, data=FILE, now=NOW):
    return upload_file(programme=programme, data=data, by=clinician, now=now)


def test_a_file_is_kept_for_a_look_and_adds_nobody(programme, clinician):
    read = upload(programme, clinician)
    assert [row["full_name"] for row in read.rows] == ["Ann Ash", "Bob Birch"]
    assert [(one["row"], one["column"]) for one in read.problems] == [(4, "Mobile")]
    assert Participant.objects.count() == 0


def test_confirming_twice_adds_once_and_forgets_the_rows(programme, clinician):
    read = upload(programme, clinician)
    stale = Upload.objects.get(pk=read.pk)
    assert confirm_upload(upload=read, by=clinician, now=NOW).added == 2
    assert confirm_upload(upload=stale, by=clinician, now=NOW).added == 2
    read.refresh_from_db()
    assert (read.rows, read.problems, read.added) == ([], [], 2)
    names = programme.participants.values_list("user__full_name", flat=True)
    assert sorted(names) == ["Ann Ash", "Bob Birch"]


def test_who_is_in_the_programme_already_is_left_out_with_a_note(programme, clinician):
    join(programme, "ANN ASH", mobile="07700 900001")
    read = upload(programme, clinician)
    assert [row["full_name"] for row in read.rows] == ["Bob Birch"]
    assert [(one["row"], one["code"]) for one in read.problems] == [
        (2, "known"),
        (4, "not_a_number"),
    ]


def test_somebody_added_between_preview_and_confirmation_is_not_added_twice(programme, clinician):
    read = upload(programme, clinician)
    join(programme, "Ann Ash", mobile="07700 900001")
    assert confirm_upload(upload=read, by=clinician, now=NOW).added == 1


def test_a_file_that_cannot_be_read_is_not_kept(programme, clinician):
    with pytest.raises(Unreadable, match="workbook"):
        upload(programme, clinician, b"PK\x03\x04")
    assert not Upload.objects.exists()


def test_a_second_file_takes_the_place_of_one_that_was_only_looked_at(programme, clinician):
    upload(programme, clinician)
    second = upload(programme, clinician)
    assert list(Upload.objects.all()) == [second]


def test_files_are_forgotten_when_discarded_or_after_a_day(programme, clinician):
    discard_upload(upload=upload(programme, clinician), by=clinician, now=NOW)
    assert not Upload.objects.exists()
    upload(programme, clinician)
    assert purge_uploads(now=NOW + timedelta(hours=23)) == 0
    assert purge_uploads(now=NOW + timedelta(hours=25)) == 1


def test_what_was_confirmed_is_neither_discarded_nor_purged(programme, clinician):
    read = upload(programme, clinician)
    confirm_upload(upload=read, by=clinician, now=NOW)
    discard_upload(upload=read, by=clinician, now=NOW)
    assert purge_uploads(now=NOW + timedelta(days=9)) == 0
    assert Upload.objects.count() == 1


@pytest.fixture
def nudged(monkeypatch):
    """Which files a worker was woken for."""
    woken = []
    monkeypatch.setattr(tasks.add_uploaded, "delay", woken.append)
    return woken


def long_file(number):
    return "".join(["Name\n", *(f"Person {place:03}\n" for place in range(number))]).encode()


def test_a_long_file_goes_on_in_a_worker_until_everybody_is_there(
    programme, clinician, nudged, django_capture_on_commit_callbacks
):
    read = upload(programme, clinician, long_file(2 * AT_ONCE + 1))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_upload(upload=read, by=clinician, now=NOW)
    assert (read.done, read.total, nudged) == (AT_ONCE, 2 * AT_ONCE + 1, [str(read.pk)])
    while nudged:
        tasks.add_uploaded(nudged.pop())
    read.refresh_from_db()
    assert (read.rows, read.added) == ([], 2 * AT_ONCE + 1)
    assert programme.participants.count() == 2 * AT_ONCE + 1
    tasks.add_uploaded(str(read.pk))
    assert programme.participants.count() == 2 * AT_ONCE + 1


def test_the_sweep_takes_up_a_file_that_stopped_half_way(programme, clinician, nudged):
    read = upload(programme, clinician, long_file(AT_ONCE + 1))
    assert (sweep_uploads(now=NOW), nudged) == (0, [])
    confirm_upload(upload=read, by=clinician, now=NOW)
    assert (sweep_uploads(now=NOW), nudged) == (1, [str(read.pk)])
    tasks.add_uploaded(str(read.pk))
    assert sweep_uploads(now=NOW) == 0


def test_without_a_broker_the_rest_waits_for_the_sweep(
    programme, clinician, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*args):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.add_uploaded, "delay", broken)
    read = upload(programme, clinician, long_file(AT_ONCE + 1))
    with django_capture_on_commit_callbacks(execute=True):
        confirm_upload(upload=read, by=clinician, now=NOW)
    assert (read.added, len(read.rows)) == (AT_ONCE, 1)
