from datetime import datetime

from ..link_codes import CODE_LENGTH, read_code
from ..models import PersonalLink
from ..models.link import code_hashes, hashed


def live_link(token: str, purpose: str, now: datetime) -> PersonalLink | None:
    """The link behind a secret address, unless it has expired, was revoked or is for more."""
    links = PersonalLink.objects.live(now).select_related("user", "contact")
    return links.filter(token_hash=hashed(token), purpose=purpose).first()


def link_for_code(code: str, purpose: str, now: datetime) -> PersonalLink | None:
    """The link behind a printed code. Pages ask `services.guesses.enter_code`, which counts."""
    read = read_code(code)
    if len(read) != CODE_LENGTH:
        return None
    links = PersonalLink.objects.live(now).select_related("user", "contact")
    return links.filter(code_hash__in=code_hashes(read), purpose=purpose).first()
