"""The benches can be found and loaded; how fast anything is, is no test's business."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def listed() -> list[str]:
    """What `script/bench --list` names, without its first half, which installs."""
    command = [sys.executable, ROOT / "script" / "lib" / "run_bench.py", "--list"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_the_benches_name_themselves():
    names = listed()
    assert "planning" in names
    assert names == sorted(
        path.stem
        for path in (ROOT / "tests" / "bench").glob("*.py")
        if "def run(" in path.read_text() and path.stem != "__init__"
    )


@pytest.mark.parametrize("name", listed())
def test_a_bench_can_be_loaded_and_says_what_it_measures(name):
    bench = import_module(f"tests.bench.{name}")
    assert callable(bench.run)
    assert bench.__doc__


def test_an_unknown_bench_is_refused_by_name():
    command = [sys.executable, ROOT / "script" / "lib" / "run_bench.py", "plannning"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no bench plannning; there are " in done.stderr
