import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmp import reading_csv
from pmp.csv_people import ERROR, NOTE
from pmp.reading_csv import Row, read_csv

HEAD = "Name,Preferred name,Mobile,Email,Landline"


def file(*lines: str, head: str = HEAD, encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    return ending.join([head, *lines, ""]).encode(encoding)


def told(reading: reading_csv.Reading) -> list[tuple[int, str, str, str]]:
    return [(p.row, p.column, p.code, p.level) for p in reading.problems]


def test_eight_people_as_a_service_sends_them():
    reading = read_csv(
        file(
            "Ann Ash,,07700 900001,ann@example.com,",
            "Bob Birch,Bobby,+44 7700 900002,bob@example.com,",
            "Cat Cole,,7700900003,,",
            "Dot Dale,,447700900004,,",
            "Eve Elm,,07700900005,,",
            "Fay Fern,,,FAY@example.com,",
            "Gus Gale,,,,0117 496 0007",
            "Hal Hill,,,,",
        )
    )
    assert reading.problems == ()
    assert reading.rows == (
        Row(2, "Ann Ash", "Ann", "+447700900001", "ann@example.com"),
        Row(3, "Bob Birch", "Bobby", "+447700900002", "bob@example.com"),
        Row(4, "Cat Cole", "Cat", "+447700900003"),
        Row(5, "Dot Dale", "Dot", "+447700900004"),
        Row(6, "Eve Elm", "Eve", "+447700900005"),
        Row(7, "Fay Fern", "Fay", "", "fay@example.com"),
        Row(8, "Gus Gale", "Gus", "", "", "+441174960007"),
        Row(9, "Hal Hill", "Hal"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_way_in_which_spreadsheets_write_it(encoding, delimiter, ending):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([["NAME", "Mobile No."], ["Zoë\nÅs", "07700 900123"], [], ["Al", ""]])
    assert read_csv(out.getvalue().encode(encoding)) == reading_csv.Reading(
        (Row(2, "Zoë Ås", "Zoë", "+447700900123"), Row(4, "Al", "Al"))
    )


def test_first_name_and_surname_in_columns_of_their_own():
    reading = read_csv(file("Ann,Ash,0117 496 0001", head="Forename,Surname,Phone"))
    assert reading.rows == (Row(2, "Ann Ash", "Ann", landline="+441174960001"),)


def test_every_bad_cell_is_named_by_row_and_column():
    reading = read_csv(
        file("Ann,,0770,ann@,", ",,07700 900123,,", "Cat,,7.7009E+09,,", "Dot,,,,", head=HEAD)
    )
    assert told(reading) == [
        (2, "Mobile", "not_a_number", ERROR),
        (2, "Email", "not_an_email", ERROR),
        (3, "Name", "no_name", ERROR),
        (4, "Mobile", "scientific", ERROR),
    ]
    assert [problem.typed for problem in reading.problems] == ["0770", "ann@", "", "7.7009E+09"]
    assert [row.full_name for row in reading.rows] == ["Dot"]


def test_a_row_with_more_cells_than_headings_is_an_error():
    reading = read_csv(file("Ash, Ann,07700 900123", head="Name,Mobile"))
    assert (2, "", "more_cells", ERROR) in told(reading)
    assert reading.rows == ()


def test_formulas_are_data():
    reading = read_csv(file("\"=cmd()|'/c calc'!A0\",,07700 900123,,", "@SUM(A1),,,,"))
    assert [row.full_name for row in reading.rows] == ["=cmd()|'/c calc'!A0", "@SUM(A1)"]


def test_the_same_person_twice_is_added_once():
    reading = read_csv(
        file("Ann Ash,,07700 900001,,", "ANN ASH,,07700900001,a@example.com,", "Al,,,,", "Al,,,,")
    )
    assert [row.number for row in reading.rows] == [2, 4]
    assert told(reading) == [(3, "", "repeat", NOTE), (5, "", "repeat", NOTE)]


def test_a_couple_may_share_a_number_and_namesakes_stay_two_people():
    reading = read_csv(
        file("Ann Ash,,07700 900001,,", "Al Ash,,07700 900001,,", "Ann Ash,,07700 900002,,")
    )
    assert [row.number for row in reading.rows] == [2, 3, 4]
    assert told(reading) == [(3, "", "shared_contact", NOTE)]


def test_numbers_in_the_other_column_are_moved_and_two_of_a_kind_refused():
    reading = read_csv(
        file(
            "Ann,,0117 496 0001,,",
            "Bob,,,,07700 900002",
            "Cat,,07700 900003,,07700 900004",
            "Dot,,07700 900005,,07700 900005",
        )
    )
    assert reading.rows[0] == Row(2, "Ann", "Ann", landline="+441174960001")
    assert reading.rows[1] == Row(3, "Bob", "Bob", mobile="+447700900002")
    assert [row.number for row in reading.rows] == [2, 3, 5]
    assert (4, "Landline", "two_numbers", ERROR) in told(reading)


def test_a_column_that_we_do_not_keep_is_said_to_be_left_out():
    reading = read_csv(file("Ann,943 476 5919", head="Name,NHS number"))
    assert reading.rows == (Row(2, "Ann", "Ann"),)
    assert told(reading) == [(1, "NHS number", "column_ignored", NOTE)]


def test_an_open_quotation_mark_does_not_swallow_people_in_silence():
    reading = read_csv(b'Name,Mobile\nAnn,\n"Bob,\nCat,\n')
    assert told(reading) == [(3, "", "open_quote", ERROR)]
    assert [row.full_name for row in reading.rows] == ["Ann"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"Ann Ash,07700 900123\n", "no_headings"),
        (b"Name,Mobile\n", "nobody"),
        (b"PK\x03\x04", "not_text_workbook"),
        (b"%PDF-1.4", "not_text_pdf"),
        (b"Name\n" + b"Ann\n" * 5001, "too_many_rows"),
        (b"Name\n" + b" " * (5 * 1024 * 1024), "too_big"),
    ],
)
def test_files_that_are_refused_as_a_whole(data, code):
    reading = read_csv(data)
    assert reading.rows == ()
    assert [(p.row, p.code) for p in reading.problems] == [(0, code)]


def test_five_thousand_rows_are_read():
    lines = [f"Person{number:04},,,p{number}@example.com," for number in range(5000)]
    assert len(read_csv(file(*lines)).rows) == 5000


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(data):
    read_csv(data)
    read_csv(HEAD.encode() + b"\n" + data)


@given(st.lists(st.lists(st.text(max_size=30), max_size=7), max_size=8), st.sampled_from(",;\t"))
def test_no_cells_make_it_raise_and_every_row_is_accounted_for(rows, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([HEAD.split(","), *rows])
    reading = read_csv(out.getvalue().encode("utf-8", "replace"))
    with_something = {number for number, cells in enumerate(rows, 2) if any(map(str.strip, cells))}
    spoken_of = {row.number for row in reading.rows} | {p.row for p in reading.problems}
    assert with_something <= spoken_of | {0} or 0 in spoken_of
