"""Migrate, and load the demo where there is no pain service yet; in one process, to be quick."""

import os
import sys

import workplace

sys.path.insert(0, str(workplace.ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("demo")
