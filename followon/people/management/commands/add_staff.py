"""Give somebody a post in a pain service."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from followon.people.models import Role
from followon.people.queries.services import service_with_id
from followon.people.services.people import add_person
from followon.people.services.staff import appoint


class Command(BaseCommand):
    """A new person each time: people are never matched by an address alone."""

    help = "Add a clinician, lead or patient tutor volunteer to a pain service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("service", type=uuid.UUID, help="the service's id")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", default="")
        parser.add_argument("--mobile", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        service = service_with_id(options["service"])
        if service is None:
            raise CommandError(f"No pain service has the id {options['service']}.")
        if not (options["email"] or options["mobile"]):
            raise CommandError("Give --email or --mobile: they sign in with a code sent there.")
        now = timezone.now()
        try:
            person = add_person(
                full_name=options["name"],
                email=options["email"],
                mobile=options["mobile"],
                by=None,
                service=service,
                now=now,
            )
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        appoint(user=person, service=service, role=options["role"], by=None, now=now)
        self.stdout.write(f"Added {person.full_name}.")
