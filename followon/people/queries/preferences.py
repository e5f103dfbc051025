from ..models import Preference, User


def preference_of(user: User) -> Preference:
    """How this person wants to be reached; the usual where they never chose."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)
