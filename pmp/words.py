"""What a service may write in its own words of the messages to a programme's participants."""

from types import SimpleNamespace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from followon.messaging.placeholders import EMAIL, Editable, Moment, Placeholder, own_words
from followon.messaging.usual_placeholders import FIRST_NAME, SERVICE_PHONE, later

from .asking import INVITATION, NEW_LINK, THANK_YOU

ADDRESS = later(lambda: settings.BASE_URL + reverse("pmp:questions", args=["x" * 22]))
LINK = Placeholder(
    "link",
    _("The person's own link to the questions"),
    typical=ADDRESS,
    longest=ADDRESS,
    keys=("link",),
)
SERVICE_NAME = Placeholder(
    "service_name",
    _("The service's full name"),
    typical="Avon Pain Service",
    longest="Avon and Somerset Community Pain Management Service",
    keys=("service_name",),
    channels=EMAIL,
)
SERVICE = SimpleNamespace(name="{service_name}", phone="{service_phone}")


def register_words() -> None:
    """Called once, when the app is ready."""
    for code in (INVITATION, THANK_YOU, NEW_LINK):
        own_words(
            Editable(
                code,
                Moment.BEFORE,
                (FIRST_NAME, SERVICE_NAME, SERVICE_PHONE, LINK),
                stands={"service": SERVICE},
                derived=lambda context: {**context, "service_name": context["service"].name},
            )
        )
