"""Run a module as a program at another time: `python -m tests.journeys.travelled ISO MODULE …`.

The clock goes on from there. Programs on a travelled clock serve browser journeys that last weeks.
"""

import runpy
import sys
from datetime import datetime

import time_machine


def main() -> None:
    started_at, module, *arguments = sys.argv[1:]
    time_machine.travel(datetime.fromisoformat(started_at), tick=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
