import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pmp import tasks
from pmp.models import Upload
from tests.cast import signed_in
from tests.pmp.views.pages import errors, words

FILE = (
    "Name;Mobile;Email;NHS number\r\n"
    "Zoë Zeal;07700 900001;;1\r\n"
    "Bob Birch;7.7009E+09;bob@;2\r\n"
    "Gus Gale;;;3\r\n"
).encode("cp1252")


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


def send(team, programme, data):
    address = reverse("pmp:upload", args=[programme.pk])
    return team.post(address, {"file": SimpleUploadedFile("people.csv", data)})


def test_the_page_opens_without_a_complaint(team, programme):
    page = team.get(reverse("pmp:upload", args=[programme.pk]))
    assert errors(page) == []
    assert "<title>Add participants" in page.content.decode()


def test_the_preview_names_every_bad_cell_and_nothing_is_saved(team, programme):
    page = team.get(send(team, programme, FILE).url)
    assert errors(page) == [
        "Row 3, Mobile: The spreadsheet shortened this number and its last digits are lost. "
        "Format the column as text and type the number again",
        "Row 3, Email: Enter one email address, like name@example.com",
    ]
    said = words(page)
    assert "Nothing is saved yet. 2 people can be added. 1 row has a problem." in said
    assert "Zoë Zeal" in said
    assert "Row 1, NHS number: We do not keep this column" in said
    assert "<title>Error: Check the file" in page.content.decode()
    assert programme.participants.count() == 0


def test_confirming_adds_and_a_second_click_does_not(team, programme):
    send(team, programme, FILE)
    confirm = reverse("pmp:upload_confirm", args=[Upload.objects.get().pk])
    page = team.post(confirm, follow=True)
    assert "2 people added" in words(page)
    team.post(confirm)
    assert programme.participants.count() == 2
    gone = team.get(reverse("pmp:upload_preview", args=[Upload.objects.get().pk]))
    assert gone.url == reverse("pmp:programme", args=[programme.pk])


def test_a_file_may_be_left_unused(team, programme):
    send(team, programme, FILE)
    discard = reverse("pmp:upload_discard", args=[Upload.objects.get().pk])
    assert "Nobody was added" in words(team.post(discard, follow=True))
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty. Choose a file with the participants in it"),
        (
            b"PK\x03\x04",
            "The file is a workbook. In the spreadsheet choose “Save as” and “CSV UTF-8”, "
            "then upload that file",
        ),
        (b"x" * (5 * 1024 * 1024 + 1), "The file must be smaller than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(team, programme, data, message):
    assert errors(send(team, programme, data)) == [message]
    assert not Upload.objects.exists()


def test_no_file(team, programme):
    page = team.post(reverse("pmp:upload", args=[programme.pk]))
    assert errors(page) == ["Select a CSV file"]


def test_names_that_look_like_formulas_or_markup_are_only_text(team, programme):
    data = b'Name\n=cmd()\n"<script>alert(1)</script>"\n'
    body = team.get(send(team, programme, data).url).content.decode()
    assert "=cmd()" in body
    assert "<script>alert" not in body


def test_a_long_file_says_how_far_it_is(team, programme, monkeypatch):
    monkeypatch.setattr(tasks.add_uploaded, "delay", lambda upload_id: None)
    send(team, programme, "".join(["Name\n", *(f"Person {n:03}\n" for n in range(60))]).encode())
    confirm = reverse("pmp:upload_confirm", args=[Upload.objects.get().pk])
    page = team.post(confirm, follow=True)
    assert "People are being added from your file: 50 of 60 so far." in words(page)
    tasks.add_uploaded(str(Upload.objects.get().pk))
    assert "being added" not in words(team.get(reverse("pmp:programme", args=[programme.pk])))
    assert programme.participants.count() == 60


def test_a_long_file_shows_its_beginning_and_says_how_many_more(team, programme):
    rows = [f"Person Number{number},p{number}@example.com" for number in range(5000)]
    data = "\n".join(["Name,Email", *rows]).encode()
    page = team.get(send(team, programme, data).url)
    said = words(page)
    assert "Nothing is saved yet. 5000 people can be added." in said
    assert "And 4800 more people, who are not shown here." in said
    assert len(page.content) < 400_000
    assert programme.participants.count() == 0


def test_one_person_too_many(team, programme):
    data = ("Name\n" + "\n".join(f"Person Number{number}" for number in range(5001))).encode()
    assert errors(send(team, programme, data)) == [
        "The file has 5001 people. The most is 5,000: split it into several files"
    ]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffName;Mobile\r\nÅsa Bloom;07700 900801\r\n".encode(),
        "Name\tMobile\r\nÅsa Bloom\t07700 900801\r\n".encode("utf-16"),
        "Name,Mobile\r\nÅsa Bloom,07700 900801\r\n".encode("cp1252"),
    ],
)
def test_what_spreadsheets_write_is_read(team, programme, data):
    assert "Åsa Bloom" in words(team.get(send(team, programme, data).url))
