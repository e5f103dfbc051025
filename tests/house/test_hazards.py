"""The hazard log: whole, consistent with the matrix in its README, and its evidence is there."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "safety"
LOG = tomllib.loads((FOLDER / "hazards.toml").read_text())
HAZARDS = LOG["hazard"]
WORDS = ("id", "name", "effect", "harm", "owner", "status")
LISTS = ("causes", "controls", "evidence")
NOT_ACCEPTABLE = 4


def matrix() -> dict[tuple[str, str], int]:
    """Likelihood and severity → risk, as the README's table says."""
    rows = [
        [cell.strip() for cell in line.strip("|\n ").split("|")]
        for line in (FOLDER / "README.md").read_text().splitlines()
        if line.startswith("|") and "---" not in line
    ]
    severities = rows[0][-5:]
    return {
        (row[0], severity): int(cell)
        for row in rows[1:]
        for severity, cell in zip(severities, row[1:], strict=True)
    }


@cache
def names_in(path: Path) -> frozenset[str]:
    """`test_…` and `TestCase::test_…` of one file."""
    names = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{each.name}" for each in node.body if hasattr(each, "name")}
    return frozenset(names)


def is_there(evidence: str) -> bool:
    path, _colons, name = evidence.partition("::")
    where = ROOT / path
    if not name:
        return where.is_file() or any(where.glob("test_*.py"))
    return where.is_file() and name in names_in(where)


def test_the_matrix_has_every_pair():
    assert len(matrix()) == 25


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_is_whole(hazard):
    assert [word for word in WORDS if not str(hazard.get(word, "")).strip()] == []
    assert [name for name in LISTS if not hazard.get(name)] == []
    assert re.fullmatch(r"H\d\d", hazard["id"])
    assert hazard["status"] in ("open", "transferred", "closed")


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_what_remains_is_less_and_acceptable(hazard):
    risk = matrix()
    before = risk[hazard["likelihood"], hazard["severity"]]
    after = risk[hazard["residual_likelihood"], hazard["residual_severity"]]
    assert after <= before
    assert after < NOT_ACCEPTABLE


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_its_evidence_is_there(hazard):
    assert [each for each in hazard["evidence"] if not is_there(each)] == []


def test_no_number_comes_twice():
    numbers = [hazard["id"] for hazard in HAZARDS]
    assert numbers == sorted(set(numbers))


def test_evidence_that_is_gone_is_noticed():
    assert not is_there("tests/house/test_hazards.py::test_that_never_was")
    assert not is_there("tests/nowhere.py")
