"""The lead's page of what a lead manages, and the way to it."""

import pytest

from tests.cast import signed_in


def test_a_lead_finds_the_page_in_the_navigation_and_what_is_on_it(lead):
    client = signed_in(lead)
    assert '<a class="fo-navigation__link" href="/service/">' in (
        client.get("/dashboard/").content.decode()
    )
    page = client.get("/service/").content.decode()
    assert "Avon Pain Service" in page
    assert 'href="/readers/"' in page


@pytest.mark.parametrize("who", ["clinician", "ptv", "member"])
def test_to_others_it_does_not_exist(request, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/service/").status_code == 404
    assert 'href="/service/"' not in client.get("/dashboard/").content.decode()
