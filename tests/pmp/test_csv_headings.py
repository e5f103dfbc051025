import pytest

from pmp.csv_headings import field_of, find


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Name", "full_name"),
        ("  FULL_NAME ", "full_name"),
        ("First name", "first_name"),
        ("Surname", "last_name"),
        ("Known as", "preferred_name"),
        ("Mobile No.", "mobile"),
        ("Home phone", "landline"),
        ("Telephone", "phone"),
        ("E-mail", "email"),
        ("E-Mail Address:", "email"),
        ("NHS number", None),
        ("", None),
    ],
)
def test_headings_as_services_write_them(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_the_one_that_names_most_columns(delimiter):
    text = delimiter.join(["Name", "Mobile, if any", "Email"]) + "\n"
    found, headings = find(text.replace(", if any", ""))
    assert (found, headings.at) == (delimiter, {"full_name": 0, "mobile": 1, "email": 2})


def test_a_title_may_stand_above_the_headings():
    _delimiter, headings = find("Spring course,,\n\nName,Mobile,\nAnn,07700 900123,\n")
    assert (headings.row, headings.at) == (3, {"full_name": 0, "mobile": 1})


def test_columns_that_are_not_known_and_those_that_come_twice_are_told():
    _delimiter, headings = find("Name,NHS number,Mobile,Mobile number\n")
    assert (headings.ignored, headings.twice) == (("NHS number",), ("Mobile number",))


def test_without_a_name_there_are_no_headings():
    assert find("Mobile,Email\n07700 900123,a@example.com\n") == (",", None)
