import pytest

from pmp.fitting import FAR, AreaMap, normal
from tests.pmp.fitting.make import TOWN


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("BS5", "bs5"),
        (" bs 5 ", "bs5"),
        ("BS5 6AB", "bs5"),
        ("bs56ab", "bs5"),
        ("BS16 1QY", "bs16"),
        ("EC1A 1BB", "ec1a"),
        ("South  Bristol", "south bristol"),
        ("Bedminster, Bristol", "bedminster bristol"),
        ("", ""),
    ],
)
def test_what_people_type_is_read_in_one_way(typed, read):
    assert normal(typed) == read


@pytest.mark.parametrize(
    ("here", "there", "steps"),
    [
        ("Bedminster", "BS3 4AA", 0),
        ("Bedminster", "Southville", 1),
        ("Southville", "Bedminster", 1),
        ("Bedminster", "BS1", 2),
        ("Bedminster", "Easton", FAR),
        ("Bedminster", "Bath", FAR),
        ("Nowhere", "nowhere", 0),
        ("Nowhere", "Bedminster", None),
        ("", "Bedminster", None),
        ("", "", None),
    ],
)
def test_how_many_areas_away(here, there, steps):
    assert TOWN.steps(here, there) == steps


def test_without_a_list_only_the_same_words_are_near():
    assert AreaMap().steps("BS5", "bs5 1aa") == 0
    assert AreaMap().steps("BS5", "BS6") is None
