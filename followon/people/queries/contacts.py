from ..models import Contact, User


def usable_contacts(user: User) -> list[Contact]:
    """Every way to reach this person that is not known to be dead, oldest first."""
    return list(user.contacts.usable().order_by("created_at", "pk"))


def people_at(kind: str, value: str) -> list[User]:
    """Who may sign in with this normalised number or address, oldest first."""
    return list(
        User.objects.filter(is_active=True, contacts__kind=kind, contacts__value=value).order_by(
            "date_joined", "pk"
        )
    )


def contact_at(user: User, kind: str, value: str) -> Contact | None:
    """This person's row for a normalised number or address."""
    return user.contacts.at(kind, value).first()
