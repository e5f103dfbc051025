"""Placeholders that every room may use; sending fills them for every kind."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from followon.pages.words import phone

from .placeholders import TEXT, Placeholder, Said

# Worked out when it is shown: it needs settings, addresses or the reader's language.
later = lazy(lambda make: make(), str)

FIRST_NAME = Placeholder(
    "first_name",
    _("The person's first name"),
    typical="Ruby",
    longest="Maximilianna",
    keys=("first_name",),
    limit=12,
)
SERVICE_PHONE = Placeholder(
    "service_phone",
    _("The service's phone number"),
    typical="0117 496 0100",
    longest="0117 496 0100",
    keys=("service_phone",),
    show=phone,
)
SERVICE_HOURS = Placeholder(
    "service_hours",
    _("When the service works"),
    typical=_("Monday to Friday, 9am to 5pm"),
    longest=_("Monday to Thursday, 8:30am to 4:30pm"),
    keys=("service_hours",),
)


def answer(*forms: Said, unanswered: tuple[Said, ...]) -> Placeholder:
    """How to answer, in words that the kind understands: the fullest first. A link follows it.

    `unanswered` is what to say where the service takes no answers by text: the link alone is left.
    """
    return Placeholder(
        "answer",
        _("How to answer; it is written shorter where a text would be too long"),
        typical=forms[0],
        longest=forms[0],
        forms=forms,
        unanswered=unanswered,
        channels=TEXT,
    )
