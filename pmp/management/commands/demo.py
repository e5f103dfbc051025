"""Load the demo data, or say whom to sign in as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.people.queries.services import any_service
from pmp.demo.build import build_demo
from pmp.demo.cast import CAST


class Command(BaseCommand):
    """Makes the demo on an empty database; on one that has a service it only prints the cast."""

    help = "Load a fictional pain service with the eleven groups of the paper's Table 2."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--who", action="store_true", help="only print whom to sign in as")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo is for development only: it needs DEBUG=1.")
        if not options["who"] and not any_service():
            self.stdout.write("Making demo data")
            build_demo(now=timezone.now(), say=self.stdout.write)
        self.stdout.write("Sign in as one of these, with one click at /demo/:")
        for part in CAST:
            contact = part.person.email if part.is_staff else part.person.mobile
            self.stdout.write(
                f"  {part.key:<12} {part.person.full_name:<20} {contact:<20} {part.what}"
            )
