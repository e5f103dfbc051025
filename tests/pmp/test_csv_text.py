import pytest

from pmp.csv_text import NotText, NumberedRow, decode, named_separator, table

TEXT = "Name,Email\r\nZoë Ødegård,zoe@example.com\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_encoding_that_spreadsheets_write_gives_the_same_text(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_bytes_that_cp1252_lacks_become_the_mark_for_unreadable():
    assert decode(b"Name\nZo\x81\xeb") == "Name\nZo\ufffdë"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "workbook"),
        (b"%PDF-1.7", "pdf"),
        (b"\x7fELF\0\0\0\0\x01\x02" * 20, "other"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(data, kind):
    with pytest.raises(NotText) as error:
        decode(data)
    assert error.value.kind == kind


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_the_spreadsheet_numbers_them(ending):
    text = ending.join(["Name,Note", "", '"Ann', 'Ash",x', " , ", "Bob,y"])
    assert table(text, ",").rows == [
        NumberedRow(1, ["Name", "Note"]),
        NumberedRow(3, [f"Ann{ending}Ash", "x"]),
        NumberedRow(5, ["Bob", "y"]),
    ]


def test_a_quotation_mark_that_never_closes_is_named_by_its_row():
    assert table('Name\nAnn\n"Bob\nCat\nDot', ",").open_quote_at == 3
    assert table('Name\n"Ann"\n', ",").open_quote_at is None


def test_a_cell_above_the_limit_is_named_by_its_row():
    assert table("Name\nAnn\n" + "x" * 140_000 + "\nBob", ",").too_long_at == 3


def test_the_line_that_names_the_separator_is_not_a_row():
    assert named_separator("sep=;\r\nName;Mobile\r\n") == ("Name;Mobile\r\n", ";")
    assert named_separator("Name;sep=;\n") == ("Name;sep=;\n", None)
