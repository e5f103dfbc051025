"""Collect, hash and compress the static files for production, where no secret is at hand yet."""

import os
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.update(
    DEBUG="0",
    DJANGO_SETTINGS_MODULE="followon.settings",
    SECRET_KEY=secrets.token_urlsafe(50),  # forgotten when this process ends
    DATABASE_URL="postgres://nobody@127.0.0.1:1/none",
    REDIS_URL="redis://127.0.0.1:1/0",
    ALLOWED_HOSTS="none.example.org",
    BASE_URL="https://none.example.org",
)

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(["manage.py", "collectstatic", "--no-input", "--ignore", "src"])
