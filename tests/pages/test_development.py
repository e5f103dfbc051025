"""A missing page in development looks as it does in production."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/nowhere/", "/demo/nobody/"])
def test_a_missing_page_is_the_site_s_own(settings, debug, address):
    settings.DEBUG = debug
    answer = Client().get(address, headers={"accept-encoding": "gzip"})
    content = answer.content
    page = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode()
    assert (answer.status_code, "If you need help now" in page) == (404, True)
    assert "DEBUG" not in page
