"""Ask every provider in use whether all is set up there; a trial message if an address is given."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.messaging.queries.ways import in_use
from followon.messaging.services.ways import check
from followon.messaging.transports import ChannelName, Envelope, TransportError, transport

WORDS = "Follow-on can send by this way. Nobody needs to do anything."


class Command(BaseCommand):
    """Ends with 1 where something is wrong, so that a deployment can stop at it."""

    help = "Check keys, templates and accounts at the providers that carry messages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--text-to", default="", help="send one text there by each way")
        parser.add_argument("--email-to", default="", help="send one email there by each way")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(now=timezone.now())
        if options["text_to"]:
            found += self._try("text", options["text_to"])
        if options["email_to"]:
            found += self._try("email", options["email_to"])
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("All ways of sending are set up.")

    def _try(self, channel: ChannelName, to: str) -> list[str]:
        found = []
        for name in in_use(channel):
            envelope = Envelope(str(uuid4()), channel, to, "Follow-on", WORDS)
            try:
                transport(name, channel, settings).send(envelope)
            except (TransportError, ImproperlyConfigured) as error:
                found.append(f"{channel} by {name}: {error}")
        return found
