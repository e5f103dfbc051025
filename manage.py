#!/usr/bin/env python
"""Run Django's commands for Follow-on."""

import os
import sys

# Commands that read a file and touch no server: they run without a service's secrets.
STAND_ALONE = {"replay_health"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")
    if len(sys.argv) > 1 and sys.argv[1] in STAND_ALONE:
        os.environ.setdefault("DEBUG", "1")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
