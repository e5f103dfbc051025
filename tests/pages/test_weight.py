"""What a phone on a slow line has to fetch; `npm run build` makes the files."""

import gzip
import re

import pytest
from django.conf import settings

DIST = settings.BASE_DIR / "static" / "dist"


@pytest.fixture(params=["followon.css", "followon.js"])
def built(request):
    return (DIST / request.param).read_text()


@pytest.mark.parametrize(("name", "most"), [("followon.css", 31_500), ("followon.js", 6_000)])
def test_styles_and_script_are_small(name, most):
    assert len(gzip.compress((DIST / name).read_bytes(), 9)) <= most


def test_nothing_is_fetched_from_elsewhere(built):
    assert re.findall(r"(?:https?:)?//(?!www\.w3\.org)[\w.-]+\.\w+", built) == []


def test_the_nhss_own_lettering_is_left_out(built):
    assert "frutiger" not in built.lower()
