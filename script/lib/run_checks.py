"""script/check, second half: each check by name, all of them even when one fails."""

import os
import secrets
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field

import workplace

sys.path.insert(0, str(workplace.ROOT))

from followon.embedded.servers import Servers

BIN = workplace.VENV / "bin"
MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Check:
    """What it is called, how it is run, and what it needs in the environment."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def checks(servers: dict[str, str]) -> list[Check]:
    return [
        Check("lint", [f"{BIN}/ruff", "check", "."]),
        Check("format", [f"{BIN}/ruff", "format", "--check", "."]),
        Check("types", [f"{BIN}/mypy"]),
        Check("imports", [f"{BIN}/lint-imports", "--no-cache"]),
        Check("templates", [sys.executable, "script/lib/templates.py"]),
        Check("licences", [sys.executable, "script/lib/dependencies.py", "licences"]),
        Check("vulnerabilities", [sys.executable, "script/lib/dependencies.py", "vulnerabilities"]),
        Check("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], servers),
        Check(
            "production settings",
            [*MANAGE, "check", "--deploy", "--fail-level", "WARNING", "--database", "default"],
            {**production(), **servers},
        ),
    ]


def production() -> dict[str, str]:
    """Settings as a service would have them, with secrets made for this one run."""
    return {
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "follow-on.example.org",
        "BASE_URL": "https://follow-on.example.org",
        "PROXY_SSL_HEADER": "X-Forwarded-Proto",
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "smtp",
        "EMAIL_HOST": "smtp.example.org",
        "DEFAULT_FROM_EMAIL": "follow-on@example.org",
        "NOTIFY_API_KEY": f"service-{uuid.uuid4()}-{uuid.uuid4()}",
        "NOTIFY_TEXT_TEMPLATE": secrets.token_hex(16),
        "NOTIFY_EMAIL_TEMPLATE": secrets.token_hex(16),
        "NOTIFY_CALLBACK_TOKEN": secrets.token_urlsafe(40),
    }


def passes(check: Check) -> bool:
    """Run one, and print its words only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        env={**os.environ, **check.environment},
        cwd=workplace.ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    word = "failed" if done.returncode else "ok"
    note = done.stdout.strip() if done.stdout.startswith("Note: ") else ""
    workplace.say(
        f"{check.name:<20} {word:<7} {time.monotonic() - started:5.1f} s  {note}".rstrip()
    )
    if done.returncode:
        workplace.say(f"{done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    wanted = set(sys.argv[1:])
    folder, lock = workplace.own_folder("check")
    with lock, Servers(folder, fast=True) as servers:
        chosen = [c for c in checks(servers.environment) if not wanted or c.name in wanted]
        failed = [check.name for check in chosen if not passes(check)]
    workplace.say(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
