"""Migrate, and load the demo where there is no pain service yet; one process, since each takes a second."""

import os
import sys

import workplace

sys.path.insert(0, str(workplace.ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")

import django  # noqa: E402 (needs the settings named above)
from django.core.management import call_command  # noqa: E402

if __name__ == "__main__":
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo")
