"""Email addresses as people write them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without its angle brackets


def read_email(raw: str) -> str | None:
    """The address in lower case without the spaces around it; None if it is none."""
    text = raw.strip().lower()
    if len(text) > LONGEST:
        return None
    try:
        validate_email(text)
    except ValidationError:
        return None
    return text
