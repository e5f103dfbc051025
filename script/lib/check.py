"""script/check, first half: install what the checks need, then go on as run_checks.py."""

import sys

import workplace

if __name__ == "__main__":
    workplace.prepare(dev=True)
    workplace.become("run_checks.py", sys.argv[1:], DEBUG="1")
