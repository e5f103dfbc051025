"""Say that texts to a number are one service's own."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.messaging.services.numbers import own_number, share_number
from followon.people.queries.services import service_with_id


class Command(BaseCommand):
    """Without a service the number is shared again."""

    help = "Texts to this number belong to that service; --shared takes it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the number that people text to")
        parser.add_argument("service", type=uuid.UUID, nargs="?", help="the service's id")
        parser.add_argument("--shared", action="store_true", help="it is nobody's own any more")

    def handle(self, *args: Any, **options: Any) -> None:
        now, number = timezone.now(), options["number"]
        if options["shared"] == bool(options["service"]):
            raise CommandError("Give a service's id, or --shared.")
        if options["shared"]:
            if not share_number(number=number, now=now):
                raise CommandError("That number is nobody's own.")
            self.stdout.write("The number is shared.")
            return
        service = service_with_id(options["service"])
        if service is None:
            raise CommandError(f"No pain service has the id {options['service']}.")
        own_number(number=number, service=service, now=now)
        self.stdout.write(f"Texts to that number belong to {service.name}.")
