"""Say what each group's level would have been over time, from a file of histories."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from groups.health.assess import LOOK_EVERY_DAYS
from groups.health.contract import BadHistory, loads
from groups.health.replay import as_json, replay


def a_date(text: str) -> date:
    """A day on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"expected a date such as 2023-10-01, not {text!r}") from error


def some_days(text: str) -> int:
    """A number of days on the command line, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"expected a number of days from 1, not {text!r}")
    return int(text)


class Command(BaseCommand):
    help = "Replay a file of histories: one JSON line whenever a group's level changes."
    requires_system_checks = []  # reads one file, and must run where there is no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file of the format follow-on-history/1")
        parser.add_argument("--every", type=some_days, default=LOOK_EVERY_DAYS, metavar="DAYS")
        parser.add_argument("--until", type=a_date, metavar="DATE", help="default: the file's own")

    def handle(self, *args: object, **options: object) -> None:
        file = Path(str(options["file"]))
        try:
            histories = loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Cannot read {file}: {error}") from error
        except BadHistory as error:
            raise CommandError(f"{file}: {error}") from error
        until = options["until"] or histories.until
        for change in replay(histories, until, options["every"]):  # type: ignore[arg-type]
            self.stdout.write(json.dumps(as_json(change)))
