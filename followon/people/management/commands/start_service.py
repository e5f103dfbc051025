"""Make a pain service and its first service lead; from then on the site is enough."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from followon.people.models import Role
from followon.people.services.people import add_person
from followon.people.services.services import create_service
from followon.people.services.staff import appoint


class Command(BaseCommand):
    """Refuses a mobile or e-mail that cannot be read, and then makes nothing at all."""

    help = "Make a pain service with its first lead, who signs in with a code by email."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the service's name")
        parser.add_argument(
            "--message-name",
            required=True,
            help="what texts begin with: 20 letters, no health word",
        )
        parser.add_argument("--phone", required=True)
        parser.add_argument("--hours", default="Monday to Friday, 9am to 5pm")
        parser.add_argument("--lead-name", required=True)
        parser.add_argument("--lead-email", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not 3 <= len(options["message_name"]) <= 20:
            raise CommandError("--message-name must have 3 to 20 letters.")
        now = timezone.now()
        service = create_service(
            name=options["name"],
            message_name=options["message_name"],
            phone=options["phone"],
            hours=options["hours"],
            now=now,
        )
        try:
            lead = add_person(
                full_name=options["lead_name"],
                email=options["lead_email"],
                by=None,
                service=service,
                now=now,
            )
        except ValueError as problem:
            raise CommandError(f"--lead-email: {problem}") from problem
        appoint(user=lead, service=service, role=Role.LEAD, by=None, now=now)
        self.stdout.write(f"Made {service.name}. Its id is {service.pk}.")
