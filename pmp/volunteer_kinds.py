"""What programmes tell their volunteers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.messaging.kinds import Kind, register
from followon.messaging.models import Message
from followon.messaging.placeholders import Editable, Moment, Placeholder, own_words
from followon.messaging.usual_placeholders import FIRST_NAME, SERVICE_PHONE, later

from .asking import PROGRAMME_NAMED
from .models import Programme
from .queries.volunteers import helpers_of, programmes_in
from .words import SERVICE, SERVICE_NAME

Prepared = tuple[dict[str, Programme], set[tuple[str, Any]]]


def register_volunteer_kinds() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            code=PROGRAMME_NAMED,
            context=words,
            label=gettext_lazy("Named as a volunteer for a programme"),
            still_wanted=still_helps,
            prepare=load,
        )
    )
    address = later(lambda: settings.BASE_URL + reverse("pmp:ptv_programmes"))
    link = gettext_lazy("The volunteer's own page")
    name = Placeholder(
        "programme",
        gettext_lazy("The programme's name"),
        typical="Tuesday afternoons",
        longest="Tuesday afternoons at the community centre, autumn and winter 2026 to 2027",
        keys=("programme",),
        channels=frozenset({"email"}),
    )
    own_words(
        Editable(
            PROGRAMME_NAMED,
            Moment.BEFORE,
            (
                FIRST_NAME,
                SERVICE_NAME,
                SERVICE_PHONE,
                name,
                Placeholder("link", link, typical=address, longest=address, keys=("link",)),
            ),
            stands={"service": SERVICE},
            derived=lambda context: {**context, "service_name": context["service"].name},
        )
    )


def load(messages: Sequence[Message], now: datetime) -> Prepared:
    """The programmes that these are about, and who helps at them: two queries."""
    found = programmes_in(message.subject for message in messages)
    return found, helpers_of(found)


def still_helps(message: Message, now: datetime) -> str:
    _found, helpers = _prepared(message, now)
    is_there = (message.subject, message.recipient_id) in helpers
    return "" if is_there else _("helps there no longer")


def words(message: Message, now: datetime) -> dict[str, Any]:
    """First name, service, the programme's name and the volunteer's page."""
    programme = _prepared(message, now)[0].get(message.subject)
    if programme is None:
        raise LookupError(f"Message {message.pk}: {message.subject} is gone.")
    return {
        "first_name": message.person.first_name,
        "service": programme.service,
        "programme": programme.name,
        "link": settings.BASE_URL.rstrip("/") + reverse("pmp:ptv_programmes"),
    }


def _prepared(message: Message, now: datetime) -> Prepared:
    prepared: Prepared | None = message.prepared
    return load([message], now) if prepared is None else prepared
