"""script/test, first half: install what the tests need, a browser too, then run_tests.py."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import workplace

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = (
    "No Chromium could be had, so tests in a browser will fail. Install Debian's package chromium, "
    "or name a browser: CHROMIUM=/path/to/chromium script/test"
)


def main() -> None:
    workplace.prepare(dev=True)
    workplace.become("run_tests.py", sys.argv[1:], DEBUG="1", CHROMIUM=chromium())


def chromium() -> str:
    """The one named, the system's, Debian's package, or Playwright's own; where none: advice."""
    return named() or installed() or from_debian() or from_playwright() or no_browser()


def named() -> str:
    path = os.environ.get("CHROMIUM", "")
    if path and not shutil.which(path):
        workplace.give_up(f"CHROMIUM is {path}, and there is no such program.")
    return path


def installed() -> str:
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def from_debian() -> str:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return ""
    workplace.say("Installing Debian's Chromium …")
    quiet = {
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        "stdin": subprocess.DEVNULL,
    }
    install = [apt, "install", "-qq", "--no-install-recommends", "chromium"]
    for command in ([apt, "update", "-qq"], [*install, "--yes"]):
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, **quiet)
        if done.returncode:
            return ""
    return installed()


def from_playwright() -> str:
    """Playwright's download, which lands under .data; it needs some libraries of the system."""
    if not (found := downloaded()):
        workplace.say("Downloading Playwright's Chromium …")
        playwright = [workplace.PYTHON, "-m", "playwright", "install", "chromium", "--only-shell"]
        subprocess.run(playwright, env=workplace.environment(), check=False)
        found = downloaded()
    starts = found and subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if starts and starts.returncode == 0 else ""


def downloaded() -> str:
    folder = Path(workplace.environment()["PLAYWRIGHT_BROWSERS_PATH"])
    names = ("chrome-headless-shell", "headless_shell", "chrome-headless-shell.exe")
    return next((str(path) for name in names for path in sorted(folder.rglob(name))), "")


def no_browser() -> str:
    workplace.say(ADVICE)
    return ""


if __name__ == "__main__":
    main()
