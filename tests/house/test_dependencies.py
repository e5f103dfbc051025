"""What script/check says of dependencies, with a stand-in of OSV that speaks its published HTTP."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = [sys.executable, "script/lib/dependencies.py"]


class Osv(BaseHTTPRequestHandler):
    """Knows one advisory, for Django."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        known = {"vulns": [{"id": "PYSEC-0000-1", "modified": "2026-01-01T00:00:00Z"}]}
        results = [known if each["package"]["name"] == "Django" else {} for each in asked]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def osv():
    server = HTTPServer(("127.0.0.1", 0), Osv)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/querybatch"
    server.shutdown()
    server.server_close()


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SCRIPT, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_package_may_be_used():
    done = run("licences")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_a_known_vulnerability_fails_and_is_named(osv):
    done = run("vulnerabilities", OSV_URL=osv)
    assert done.returncode == 1
    assert done.stdout.startswith("Django ")
    assert "PYSEC-0000-1" in done.stdout
    assert len(done.stdout.strip().splitlines()) == 1


def test_out_of_reach_is_said_and_is_no_failure():
    done = run("vulnerabilities", OSV_URL="http://127.0.0.1:9/v1/querybatch")
    assert done.returncode == 0
    assert done.stdout.startswith("Note: not asked")
