"""The repository itself: what its README and its lists promise is there."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("start", "test", "check", "bench", "demo", "manage", "messages", "update")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
A_PIN = re.compile(r"[A-Za-z][\w.-]*(\[\w+\])?==[\w.]+  # \S.+")
AN_OPTION = re.compile(r"(-r|--only-binary|--no-binary) \S+")


def lines(name: str) -> list[str]:
    text = (ROOT / name).read_text().splitlines()
    return [line for line in text if line and not line.startswith("#")]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_says_why(name):
    loose = [
        line for line in lines(name) if not A_PIN.fullmatch(line) and not AN_OPTION.fullmatch(line)
    ]
    assert loose == []


def test_no_requirement_stands_twice():
    names = [line.split("==")[0].split("[")[0].lower() for n in REQUIREMENTS for line in lines(n)]
    twice = {name for name in names if names.count(name) > 1 and not name.startswith("-")}
    assert twice == set()


def test_the_readme_s_commands_are_programs_here():
    shown = re.findall(r"^(script/\w+)", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert shown[:2] == ["script/start", "script/test"]
    assert [path for path in shown if not os.access(ROOT / path, os.X_OK)] == []


@pytest.mark.parametrize("name", [*(f"script/{script}" for script in SCRIPTS), ".ci/run"])
def test_a_script_can_be_run_and_says_in_its_second_line_what_it_does(name):
    first, second = (ROOT / name).read_text().splitlines()[:2]

    assert (first, second[:2], os.access(ROOT / name, os.X_OK)) == (
        "#!/usr/bin/env bash",
        "# ",
        True,
    )


@pytest.mark.parametrize("name", [f"script/{script}" for script in SCRIPTS])
def test_a_script_is_valid_shell(name):
    assert subprocess.run(["bash", "-n", ROOT / name], check=False).returncode == 0


def test_ci_runs_the_scripts_that_a_person_runs():
    run = (ROOT / ".ci" / "run").read_text()

    assert re.findall(r"^script/\w+", run, re.MULTILINE) == ["script/check", "script/test"]


def test_the_lock_file_names_versions_and_sums_and_no_host():
    lock = (ROOT / "package-lock.json").read_text()
    packages = [p for path, p in json.loads(lock)["packages"].items() if path]

    assert "resolved" not in lock
    assert re.findall(r"https?://[^\"]*registry[^\"]*", lock) == []
    assert [p for p in packages if not ("version" in p and "integrity" in p)] == []


def test_the_macros_and_the_styles_are_of_one_version():
    package = json.loads((ROOT / "package.json").read_text())
    macros = next(line for line in lines("requirements.txt") if line.startswith("nhsuk-frontend"))

    assert macros.endswith(f"tracks nhsuk-frontend {package['dependencies']['nhsuk-frontend']}")


def test_what_is_made_here_is_not_committed():
    made = [".venv/x", ".data/x", "node_modules/x", "static/dist/x", "staticfiles/x", ".env"]

    ignored = subprocess.run(
        ["git", "check-ignore", "--no-index", *made],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ignored.stdout.split() == made
