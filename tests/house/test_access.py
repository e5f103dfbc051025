"""Every address of the site × everybody of the cast: what a GET answers, for each of them."""

import pytest
from django.test import Client

from tests.cast import signed_in
from tests.house.access import TABLE
from tests.house.world import CAST_OF_THE_HOUSE, address, people, url_names

__all__ = ["address", "people"]
pytestmark = pytest.mark.django_db
EXPECTED = {name: dict(zip(CAST_OF_THE_HOUSE, row, strict=True)) for name, row in TABLE.items()}


def test_every_address_is_in_the_table_and_no_other():
    assert {name for name, _ in url_names()} == set(TABLE)


@pytest.mark.parametrize("who", CAST_OF_THE_HOUSE)
def test_everybody_gets_what_the_table_says(who, address, people, settings):
    settings.DEBUG = False
    user = people[who]
    found = {}
    for name, parts in url_names():
        browser = Client() if user is None else signed_in(user)
        found[name] = browser.get(address(name, parts)).status_code
    assert found == {name: row[who] for name, row in EXPECTED.items()}


@pytest.mark.parametrize("who", ["outsider", "other_clinician", "participant"])
def test_who_does_not_find_a_page_cannot_post_to_it_either(who, address, people, settings):
    """405 where nobody can: a page that only shows says so before it looks who asks."""
    settings.DEBUG = False
    browser = signed_in(people[who])
    let_in = [
        name
        for name, parts in url_names()
        if EXPECTED[name][who] == 404
        and browser.post(address(name, parts)).status_code not in (404, 405)
    ]
    assert let_in == []
