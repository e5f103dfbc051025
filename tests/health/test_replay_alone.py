"""The replay reads a file and nothing else: no settings of a service, no server."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_it_runs_in_an_empty_environment(tmp_path):
    held = {"type": "meeting_held", "meeting": "k1", "date": "2021-03-01", "count": 5}
    group = {"id": "G1", "started": "2021-02-01", "events": [{"on": "2021-03-03", **held}]}
    history = {"format": "follow-on-history/1", "until": "2021-04-01", "groups": [group]}
    path = tmp_path / "history.json"
    path.write_text(json.dumps(history))
    done = subprocess.run(
        [sys.executable, "manage.py", "replay_health", str(path)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    first = json.loads(done.stdout.splitlines()[0])
    assert (first["group"], first["on"], first["level"]) == ("G1", "2021-02-01", "new")
