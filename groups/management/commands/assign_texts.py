"""See which texts belong to no service, and say whose they are."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.people.queries.services import service_with_id
from groups.queries.unassigned import unassigned
from groups.services.unassigned import assign, read_aloud


class Command(BaseCommand):
    """Lists them without their words; the words only one by one, and on record."""

    help = "Texts that belong to no service: list them, read one, or assign them to a service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", type=uuid.UUID, help="these alone; else all of them")
        parser.add_argument("--to", type=uuid.UUID, help="the id of the service that they are for")
        parser.add_argument("--words", action="store_true", help="print the words of one")

    def handle(self, *args: Any, **options: Any) -> None:
        now, found = timezone.now(), unassigned([str(each) for each in options["ids"]])
        if options["words"]:
            if len(options["ids"]) != 1 or len(found) != 1:
                raise CommandError("--words needs the id of one text that belongs to no service.")
            self.stdout.write(read_aloud(concern=found[0], now=now))
            return
        if options["to"]:
            service = service_with_id(options["to"])
            if service is None:
                raise CommandError(f"No pain service has the id {options['to']}.")
            count = assign(concerns=found, service=service, now=now)
            self.stdout.write(f"{count} assigned to {service.name}. Its readers are told now.")
            return
        for each in found:
            number = each.inbound.source[-3:] if each.inbound else ""
            at = f"{each.raised_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{each.pk}  {at}  number ending {number}")
        self.stdout.write(f"{len(found)} texts belong to no service.")
