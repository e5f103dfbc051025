import pytest

from followon.people.phones import Phone
from pmp.csv_cells import BadCell, read_address, read_name, read_number, read_preferred_name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("  Ann \n Ash ", "Ann Ash"),
        ("ASH, Ann", "Ann ASH"),
        ("=cmd()", "=cmd()"),
        ("+Ann", "+Ann"),
        ("O\u2019Neill\u200b", "O\u2019Neill"),
        ("Ann\x07 Ash", "Ann Ash"),
    ],
)
def test_names_are_kept_as_text(cell, name):
    assert read_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "no_name"),
        ("12345", "no_name"),
        ("A" * 101, "long_name"),
        ("Ann \ufffdsh", "unreadable"),
    ],
)
def test_names_that_are_none(cell, code):
    with pytest.raises(BadCell) as error:
        read_name(cell)
    assert error.value.code == code


def test_a_title_is_not_what_people_are_called():
    assert read_preferred_name("", "Mrs. Ann Ash") == "Ann"
    assert read_preferred_name(" Annie ", "Ann Ash") == "Annie"
    assert read_preferred_name("", "Dr") == "Dr"


@pytest.mark.parametrize(
    "cell", ["07700 900123", "+44 7700 900123", "7700900123", "447700900123", "'07700900123"]
)
def test_mobile_numbers_as_spreadsheets_write_them(cell):
    assert read_number(cell) == Phone("mobile", "+447700900123")


def test_a_landline_number():
    assert read_number("(0117) 496 0123") == Phone("landline", "+441174960123")


@pytest.mark.parametrize("cell", ["", "  ", "n/a", "None", "-", "nil"])
def test_cells_that_say_there_is_none(cell):
    assert read_number(cell) is None
    assert read_address(cell) == ""


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("7.7009E+09", "scientific"),
        ("7,7009e+09", "scientific"),
        ("7E9", "scientific"),
        ("07700 9001", "not_a_number"),
        ("call the ward", "not_a_number"),
        ("07700 900123 / 0117 496 0123", "several_numbers"),
    ],
)
def test_numbers_that_cannot_be_read(cell, code):
    with pytest.raises(BadCell) as error:
        read_number(cell)
    assert error.value.code == code


def test_addresses():
    assert read_address(" mailto:Ann@Example.COM ") == "ann@example.com"
    for cell in ("ann@", "a@example.com b@example.com", "Ann <a@example.com>"):
        with pytest.raises(BadCell) as error:
            read_address(cell)
        assert error.value.code == "not_an_email"
