import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from groups.health.contract import dumps
from groups.health.history import Histories
from tests.health.make import day, group, meetings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path):
    history = group(meetings([6, 6, 6, 6, 6, 6]))
    path = tmp_path / "history.json"
    path.write_text(dumps(Histories(date(2025, 6, 1), (history,))))
    return path


def lines(*arguments: object) -> list[dict]:
    out = StringIO()
    call_command("replay_health", *map(str, arguments), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_prints_a_line_for_each_change_of_level(file):
    found = lines(file)
    assert [line["level"] for line in found][:2] == ["new", "steady"]
    assert found[-1]["level"] == "needs_a_hand"
    assert set(found[-1]) == {"group", "on", "level", "probability", "flags"}
    assert set(found[-1]["flags"][0]) == {"code", "severity", "because"}


def test_until_cuts_off_what_was_not_known_yet(file):
    found = lines(file, "--until", day(185))
    assert {line["level"] for line in found} == {"new", "steady"}


def test_runs_without_a_database(file):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "manage.py", "replay_health", str(file)],
        cwd=ROOT,
        env=environment | {"DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == lines(file)


def test_a_bad_file_is_named_with_group_and_event(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(
        '{"format": "follow-on-history/1", "until": "2024-01-01", "groups": '
        '[{"id": "G7", "started": "2023-01-01", "events": [{"on": "2023-01-01", "type": "x"}]}]}'
    )
    with pytest.raises(CommandError, match='Group G7, event 1: unknown type "x"'):
        call_command("replay_health", str(path))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Cannot read .*none\.json"):
        call_command("replay_health", str(tmp_path / "none.json"))


@pytest.mark.parametrize("arguments", [["--every", "0"], ["--every", "x"], ["--until", "soon"]])
def test_a_bad_option_is_refused(file, arguments):
    with pytest.raises(CommandError, match="expected a"):
        call_command("replay_health", str(file), *arguments)
