"""Fixtures of all tests."""

import pytest

pytest_plugins = ["tests.cast"]


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in this same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests stay together in one of two processes.

    Browser journeys, so that no two of them slow each other down; what looks at the demo, and the
    chaos, so that the demo and the servers to be killed are made once.
    """
    for item in items:
        if "journeys" in item.path.parts or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "tests/chaos" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("chaos"))
        elif "demo" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))
