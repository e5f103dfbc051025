"""One bench in this process: python -m tests.bench <name> [--small]; started by script/bench."""

import os
import sys
from importlib import import_module

import django


def main(name: str, *options: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")
    django.setup()
    from .kit.table import Show  # the machine's description asks the database

    show = Show(name, small="--small" in options)
    try:
        import_module(f"tests.bench.{name}").run(show)
    finally:
        show.print()  # what was measured before a breakdown counts too


if __name__ == "__main__":
    main(*sys.argv[1:])
