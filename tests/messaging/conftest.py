"""Fixtures of the tests of messaging."""

from collections.abc import Iterator
from typing import Any

import pytest

from followon.messaging import replying
from followon.people.models import PainService, User
from tests.cast import make_person
from tests.fakes.notify import FakeNotify

from .kit import Answers, registered, use_notify, usual_kinds


@pytest.fixture(autouse=True)
def somebody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every service takes answers by text; naming readers is another room's."""
    monkeypatch.setattr(replying, "_readers", [set])


@pytest.fixture
def answers() -> Iterator[Answers]:
    """The usual kinds, and what replies told them."""
    taken = Answers()
    with registered(*usual_kinds(taken)):
        yield taken


@pytest.fixture
def notify(settings: Any, answers: Answers) -> Iterator[FakeNotify]:
    """GOV.UK Notify's stand-in, used for every message."""
    with FakeNotify() as fake:
        use_notify(settings, fake)
        yield fake


@pytest.fixture
def ann(service: PainService) -> User:
    """Has a mobile alone."""
    return make_person("Ann Able", mobile="07700 900101", service=service)


@pytest.fixture
def bob(service: PainService) -> User:
    """Has a mobile and an e-mail address, and prefers texts."""
    return make_person("Bob Brown", mobile="07700 900102", email="bob@example.com", service=service)


@pytest.fixture
def eve(service: PainService) -> User:
    """Has an e-mail address alone."""
    return make_person("Eve East", email="eve@example.com", service=service)
