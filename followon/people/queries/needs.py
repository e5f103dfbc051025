from ..models import Need, User


def needs_of(user: User) -> list[Need]:
    """What this person needs, what was checked longest ago first."""
    return list(user.needs.order_by("recorded_at", "code"))
