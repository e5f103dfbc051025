"""What a person does to sign in, as a test does it."""

from django.http import HttpResponse
from django.test import Client

from followon.messaging.models import Message
from followon.people.models import User

ASK, CODE, WHO = "/sign-in/", "/sign-in/code/", "/sign-in/who/"
SECOND_STEP, SET_UP = "/sign-in/second-step/", "/second-step/app/"


def ask_for_code(client: Client, contact: str) -> HttpResponse:
    return client.post(ASK, {"contact": contact})


def codes_sent() -> list[str]:
    """Every code in the outbox, in no order: the clock of a test stands still."""
    return [message.facts["secret"] for message in Message.objects.filter(kind="sign_in_code")]


def code_for(client: Client, contact: str) -> str:
    """Ask for a code, and the code that was sent for it."""
    before = set(Message.objects.values_list("pk", flat=True))
    ask_for_code(client, contact)
    return Message.objects.exclude(pk__in=before).get(kind="sign_in_code").facts["secret"]


def enter(client: Client, code: str) -> HttpResponse:
    return client.post(CODE, {"code": code})


def sign_in_with(client: Client, contact: str) -> HttpResponse:
    """From the first page to wherever the right code leads."""
    return enter(client, code_for(client, contact))


def wrong(code: str) -> str:
    """Another code of six figures."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def who(client: Client) -> User | None:
    """Whose session this is."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None
