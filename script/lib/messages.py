"""script/messages: bring the catalogues of the named languages, or of all there are, up to date."""

import sys

import workplace

if __name__ == "__main__":
    workplace.prepare(dev=True, assets=False)
    workplace.become("run_messages.py", sys.argv[1:], DEBUG="1")
