"""Fixtures of all tests."""

import pytest

pytest_plugins = ["tests.cast"]


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the group in this same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys share one of two processes, so that no two of them slow each other down."""
    for item in items:
        if "journeys" in item.path.parts or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
