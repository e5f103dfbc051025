import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_waiting(settings):
    """Tests do not wait for the time that asking for a code takes."""
    settings.SIGN_IN_FLOOR = 0


@pytest.fixture(autouse=True)
def no_earlier_tries(db):
    """Nobody has tried anything yet."""
    cache.clear()
