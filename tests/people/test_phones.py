"""Numbers as people and spreadsheets write them."""

import pytest

from followon.people.phones import Phone, read_phone


@pytest.mark.parametrize(
    "raw",
    [
        "07700 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "447700900123",
        "7700900123",
        "7700900123.0",
        "'07700900123",
        "07700-900-123",
        "(07700) 900 123",
        "\u202a07700\u00a0900123\u202c",
        "  07700900123\n",
    ],
)
def test_one_mobile_however_it_is_written(raw):
    assert read_phone(raw) == Phone("mobile", "+447700900123")


@pytest.mark.parametrize("raw", ["0117 496 0123", "1174960123", "+44 117 496 0123"])
def test_one_landline_however_it_is_written(raw):
    assert read_phone(raw) == Phone("landline", "+441174960123")


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("01632 960123", Phone("landline", "+441632960123")),
        ("07624 900123", Phone("mobile", "+447624900123")),
        ("+353 85 012 3456", Phone("mobile", "+353850123456")),
        ("0300 123 4567", Phone("landline", "+443001234567")),
    ],
)
def test_others(raw, phone):
    assert read_phone(raw) == phone


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "none",
        "07700 90012",
        "07700 9001234",
        "07700 900123 or 07700 900124",
        "ring Jo on 07700 900123",
        "7.70E+09",
        "999",
        "0900 123 4567",
        "moira@example.com",
        "+44",
    ],
)
def test_no_number(raw):
    assert read_phone(raw) is None
