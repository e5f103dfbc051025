"""What a service may write in its own words of the messages about signing in."""

from django.utils.translation import gettext_lazy as _

from followon.messaging.placeholders import (
    Editable,
    Moment,
    Placeholder,
    fixed_words,
    own_words,
)
from followon.messaging.usual_placeholders import FIRST_NAME, SERVICE_PHONE

CODE = Placeholder(
    "code", _("The sign-in code"), typical="482913", longest="482913", keys=("code",)
)


def register() -> None:
    """Called once, when the applications are ready."""
    own_words(Editable("sign_in_code", Moment.SIGN_IN, (FIRST_NAME, CODE, SERVICE_PHONE)))
    fixed_words(
        "account_notice", _("It warns of somebody else's sign-in, and must not be mistaken.")
    )
