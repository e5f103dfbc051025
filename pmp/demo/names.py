"""Invented people. Numbers are Ofcom's, kept for drama; addresses are at example.com."""

from collections.abc import Iterator
from dataclasses import dataclass

_FIRST = [
    "Alma",
    "Bryony",
    "Carys",
    "Delphine",
    "Edith",
    "Farah",
    "Gwen",
    "Hazel",
    "Imogen",
    "Joyce",
    "Keziah",
    "Lorna",
    "Mabel",
    "Nadia",
    "Olive",
    "Petra",
    "Ruby",
    "Sadie",
    "Tamsin",
    "Una",
    "Verity",
    "Winifred",
    "Yasmin",
    "Zora",
    "Agnes",
    "Beryl",
    "Connie",
    "Dilys",
    "Elspeth",
    "Flora",
    "Greta",
    "Hester",
    "Ines",
    "Juno",
    "Kitty",
    "Leila",
    "Marnie",
    "Nell",
    "Opal",
    "Pearl",
    "Rosalind",
    "Stella",
    "Thea",
    "Ursula",
    "Vashti",
    "Wendy",
    "Amina",
    "Blodwen",
    "Coral",
    "Dora",
    "Esme",
    "Frida",
]
_MEN = [
    "Aldous",
    "Bertram",
    "Cyril",
    "Desmond",
    "Errol",
    "Fergus",
    "Gethin",
    "Horace",
    "Idris",
    "Jasper",
    "Kelvin",
    "Lionel",
]
_LAST = [
    "Applegarth",
    "Birdwhistle",
    "Cobbold",
    "Dunnock",
    "Eastaway",
    "Fairweather",
    "Gathercole",
    "Hawtrey",
    "Inchbald",
    "Jellicoe",
    "Kettlewell",
    "Larkham",
    "Merriweather",
    "Nightingale",
    "Oakshott",
    "Pennycook",
    "Quartermain",
    "Rainbird",
    "Summerscale",
    "Thistlewood",
    "Underhay",
    "Vellacott",
    "Winterbourne",
    "Yarrow",
    "Ackersley",
    "Bramblecote",
    "Cloudesley",
    "Dovecote",
    "Elderwick",
    "Featherby",
    "Goldsworthy",
]


@dataclass(frozen=True)
class Person:
    """Somebody invented, with a number that nobody has."""

    full_name: str
    mobile: str
    email: str

    @property
    def preferred_name(self) -> str:
        return self.full_name.split()[0]


def people(men_every: int = 6) -> Iterator[Person]:
    """As many different people as there are numbers, the same at every run."""
    for index in range(900):
        men = index % men_every == men_every - 1
        pool = _MEN if men else _FIRST
        first = pool[(index // men_every if men else index) % len(pool)]
        last = _LAST[(index * 7 + index // 31) % len(_LAST)]
        yield Person(
            f"{first} {last}",
            f"07700 900{index + 100:03d}",
            f"{first}.{last}{index}@example.com".lower(),
        )
