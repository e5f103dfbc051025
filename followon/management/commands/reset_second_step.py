"""Have somebody of the staff set their second sign-in step up again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followon.people.models import StaffPost
from followon.sign_in.resetting import reset_second_factor


class Command(BaseCommand):
    """For who works for two services: no lead of one may open the other's pages."""

    help = "Take somebody's second sign-in step away, and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("post", type=int, help="the number in the address of their staff page")

    def handle(self, *args: Any, **options: Any) -> None:
        post = StaffPost.objects.open().filter(pk=options["post"]).first()
        if post is None:
            raise CommandError(f"Nobody holds a post with the number {options['post']}.")
        now = timezone.now()
        if not reset_second_factor(user=post.user, service=post.service, by=None, now=now):
            raise CommandError("They have no second sign-in step that could be reset.")
        self.stdout.write("They set it up again at their next sign-in, and have been told.")
