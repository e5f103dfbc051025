"""What this room holds on people, and what it does not."""

from followon.audit.register import Erase, not_personal, personal

WHO = "To know who somebody is, and what to call them."
REACH = "To reach them in the way that they chose."

personal("people.User", WHO, Erase.BLANK, "full_name", "preferred_name")
personal("people.Contact", REACH, Erase.DELETE_ROW, "kind", "value")
personal("people.ContactChange", REACH, Erase.DELETE_ROW, "kind", "value")
not_personal("people.ContactChange", "A keyed hash of a code that lasts ten minutes.", "code_hash")
personal("people.Preference", REACH, Erase.DELETE_ROW, "reach", "language")
personal(
    "people.Need",
    "To meet access and communication needs, as the Accessible Information Standard asks.",
    Erase.DELETE_ROW,
    "kind",
    "code",
    "review_on",
)
personal(
    "people.Consent",
    "To show what somebody chose to share, and with whom.",
    Erase.DELETE_ROW,
    "thing",
    "audience",
)
personal("people.StaffPost", "To know who may see a service's pages.", Erase.KEEP, "role")
personal(
    "people.PersonalLink",
    "To let somebody do one thing without signing in.",
    Erase.DELETE_ROW,
    "token_hash",
    "code_hash",
    "purpose",
    "subject",
    export=False,
    kept="rule:links",
)

not_personal("people.User", "There are no passwords: it is always unusable.", "password")
not_personal(
    "people.PainService",
    "About an organisation.",
    "name",
    "message_name",
    "phone",
    "hours",
    "zone",
)
not_personal("people.WrongCode", "A keyed hash that names nobody, kept for a day.", "source")
