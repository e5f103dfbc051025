"""Remove what need not be kept any longer, or say what would be removed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from followon.messaging.queries.retention import all_effects
from followon.messaging.services.retaining import retain


class Command(BaseCommand):
    """The nightly task does the same."""

    help = "Remove on schedule what need not be kept; --dry-run only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not options["dry_run"]:
            self.stdout.write(f"Removed from {retain(now=now)} rows.")
            return
        for effect in all_effects(now=now):
            if effect.count or effect.service is not None:
                whose = effect.service.name if effect.service else "everywhere else"
                self.stdout.write(
                    f"{whose}: {effect.rule.what}, older than {effect.days} days: {effect.count}"
                )
        self.stdout.write("Nothing was removed.")
