"""Words that say something about somebody's health: anyone may see a phone's locked screen."""

import re

# Beginnings of words; a space matches any space. What is here is refused in texts, in subjects of
# e-mails and in the name that they come from.
HEALTH_WORDS = (
    *("pain", "nhs", "clinic", "hospital", "patient", "health", "medic", "doctor", "nurse"),
    *("therap", "physio", "psycholog", "treatment", "rehab", "symptom", "diagnos", "flare"),
    *("illness", "disease", "disab", "fibromyalgia", "arthrit", "surger", "pmp", "programme"),
)
WHOLE_HEALTH_WORDS = ("ill", "gp", "unwell", "sick", "ache", "aches")
_FOUND = re.compile(
    rf"\b(?:(?:{'|'.join(HEALTH_WORDS)})\w*|(?:{'|'.join(WHOLE_HEALTH_WORDS)})\b)", re.IGNORECASE
)


def health_words_in(text: str) -> list[str]:
    """Those words of the text, as they stand there, each once."""
    return list(dict.fromkeys(_FOUND.findall(text)))
