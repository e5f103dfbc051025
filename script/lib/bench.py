"""script/bench, first half: install what the benches need, then go on as run_bench.py."""

import sys

import workplace

if __name__ == "__main__":
    workplace.prepare(dev=True)
    workplace.become("run_bench.py", sys.argv[1:], DEBUG="1")
