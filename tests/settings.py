"""The real settings, with a queue for each process of a test run that goes on in several."""

import os
import re

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("HELP_FILE", "")  # tests that need one name it

# Two test processes on one queue would do each other's work. Valkey has sixteen, by number.
process = re.fullmatch(r"gw(\d)", os.environ.get("PYTEST_XDIST_WORKER", ""))
if process and "REDIS_URL" in os.environ:
    server = re.sub(r"(?<=\d)/\d*$", "", os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = f"{server}/{int(process[1]) + 1}"

from followon.settings import *  # noqa: E402,F403 (they read what is set above)

# What tests start as processes of their own runs on the real ones.
os.environ["DJANGO_SETTINGS_MODULE"] = "followon.settings"
