"""Who can be signed in as: one of each kind, invented."""

from dataclasses import dataclass

from pmp.demo.names import Person


@dataclass(frozen=True)
class Part:
    """One of the cast: `key` is the word in the sign-in page's form."""

    key: str
    person: Person
    what: str

    @property
    def is_staff(self) -> bool:
        return self.key in ("clinician", "lead")


CAST = (
    Part(
        "member",
        Person("Nora Pickersgill", "07700 900011", "nora@example.com"),
        "a member of Fernhill D; texts only",
    ),
    Part(
        "coordinator",
        Person("Maureen Tolliver", "07700 900012", "maureen@example.com"),
        "coordinates Fernhill D; texts only",
    ),
    Part(
        "ptv",
        Person("Desmond Okafor-Hale", "07700 900013", "desmond@example.com"),
        "patient tutor volunteer, beside Stoke Lacey K and a running programme",
    ),
    Part(
        "clinician",
        Person("Priya Ramsbottom", "07700 900014", "priya@example.com"),
        "clinician: the dashboard, programmes, groups",
    ),
    Part(
        "lead",
        Person("Gareth Lindqvist", "07700 900015", "gareth@example.com"),
        "service lead",
    ),
)

PARTS = {part.key: part for part in CAST}
CAST_GROUP = "D"
