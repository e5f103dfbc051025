"""People, services, and what people chose."""

from .consent import Audience, Consent, SharedThing
from .contact import SIGN_IN_KINDS, Contact, ContactKind
from .contact_change import ContactChange
from .guess import WrongCode
from .link import PersonalLink
from .need import NEED_KIND_OF, AccessNeed, CommunicationNeed, Need, NeedKind, labels_of
from .post import STAFF_ROLES, Role, StaffPost
from .preference import Preference, Reach
from .service import PainService
from .user import User

__all__ = [
    "NEED_KIND_OF",
    "SIGN_IN_KINDS",
    "STAFF_ROLES",
    "AccessNeed",
    "Audience",
    "CommunicationNeed",
    "Consent",
    "Contact",
    "ContactChange",
    "ContactKind",
    "Need",
    "NeedKind",
    "PainService",
    "PersonalLink",
    "Preference",
    "Reach",
    "Role",
    "SharedThing",
    "StaffPost",
    "User",
    "WrongCode",
    "labels_of",
]
