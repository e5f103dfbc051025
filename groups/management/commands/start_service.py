"""Make a pain service, its first lead and whoever reads concerns; then the site is enough."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from followon.people.models import PainService, Role, User
from followon.people.neutral_words import health_words_in
from followon.people.services.people import add_person
from followon.people.services.services import create_service
from followon.people.services.staff import appoint
from groups.services.readers import add_reader


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
        parser.add_argument("--reader-name", help="who reads concerns; without it the lead does")
        parser.add_argument("--reader-email", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not 3 <= len(options["message_name"]) <= 20:
            raise CommandError("--message-name must have 3 to 20 letters.")
        if found := health_words_in(options["message_name"]):
            raise CommandError(f"--message-name must say nothing about health: {found[0]}.")
        if bool(options["reader_name"]) != bool(options["reader_email"]):
            raise CommandError("Give --reader-name and --reader-email together.")
        now = timezone.now()
        service = create_service(
            name=options["name"],
            message_name=options["message_name"],
            phone=options["phone"],
            hours=options["hours"],
            now=now,
        )
        lead = _staff(service, "lead", Role.LEAD, options, now)
        reader = (
            _staff(service, "reader", Role.CLINICIAN, options, now)
            if options["reader_name"]
            else lead
        )
        add_reader(service=service, user=reader, by=None, now=now)
        self.stdout.write(f"{reader.full_name} reads concerns, and texts that answer nothing.")
        self.stdout.write(f"Made {service.name}. Its id is {service.pk}.")


def _staff(
    service: PainService, who: str, role: str, options: dict[str, Any], now: datetime
) -> User:
    try:
        person = add_person(
            full_name=options[f"{who}_name"],
            email=options[f"{who}_email"],
            by=None,
            service=service,
            now=now,
        )
    except ValueError as problem:
        raise CommandError(f"--{who}-email: {problem}") from problem
    appoint(user=person, service=service, role=role, by=None, now=now)
    return person
