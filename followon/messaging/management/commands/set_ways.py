"""Say which ways a service's messages take, and in which order."""

import uuid
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.messaging.queries.ways import CHANNELS, orders_of
from followon.messaging.services.ways import set_order
from followon.people.queries.services import service_with_id


class Command(BaseCommand):
    """Without names the service goes back to what the settings say."""

    help = "Set the ways of sending for one service, the first choice first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("service", type=uuid.UUID, help="the service's id")
        parser.add_argument("channel", choices=CHANNELS)
        parser.add_argument("names", nargs="*", help="such as: notify twilio")

    def handle(self, *args: Any, **options: Any) -> None:
        service, channel = service_with_id(options["service"]), options["channel"]
        if service is None:
            raise CommandError(f"No pain service has the id {options['service']}.")
        try:
            set_order(
                service=service,
                channel=channel,
                names=options["names"],
                by=None,
                now=timezone.now(),
            )
        except (ImproperlyConfigured, ValueError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{channel}: {', then '.join(orders_of(service)[channel])}")
