"""What changing a contact sends to the new one; what the old one gets is messaging's own."""

from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Hours, Kind, Urgency, register
from followon.messaging.placeholders import fixed_words
from followon.sign_in.kinds import code_context

CONTACT_CODE = "contact_code"


def register_all() -> None:
    """Called once, when the applications are ready. Like a sign-in code, it obeys STOP."""
    register(
        Kind(
            CONTACT_CODE,
            code_context,
            label=_("Code to prove a new number or address"),
            hours=Hours.ANY,
            counts_to_cap=False,
            urgency=Urgency.CODE,
        )
    )
    fixed_words(CONTACT_CODE, _("It may reach a stranger, and must tell them what to do."))
