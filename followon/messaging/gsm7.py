"""The GSM 7-bit alphabet (3GPP TS 23.038): what a text can carry, and what it then costs."""

import unicodedata

FRAGMENT, JOINED_FRAGMENT = 160, 153  # septets
WIDE_FRAGMENT, WIDE_JOINED_FRAGMENT = 70, 67  # characters, once a single one is outside
TEXT_LIMIT = FRAGMENT
NAME_LIMIT = 16

# GSM 03.38: the characters of one septet, and those that cost two.
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_DOUBLE = frozenset("^{}\\[~]|€\f")
ALPHABET = GSM7 | GSM7_DOUBLE
PLAINER = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʻʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        "…": "...",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "ı": "i",
        "Œ": "OE",
        "œ": "oe",
        "Þ": "Th",
        "þ": "th",
        "ð": "d",
    }
)


class NotGsm7(ValueError):
    """A text holds characters that would make it cost and break more."""


def gsm7_length(text: str) -> int:
    """Septets that a text takes (160 fit one fragment). Raises NotGsm7 and names the characters."""
    if GSM7.issuperset(text):
        return len(text)
    strange = sorted(strange_letters(text))
    if strange:
        raise NotGsm7(f"Not in the GSM 7-bit alphabet: {' '.join(strange)}. Use plain letters.")
    return len(text) + sum(letter in GSM7_DOUBLE for letter in text)


def to_gsm7(text: str) -> str:
    """The same words in letters that a text can carry; an unknown letter becomes '?'."""
    if ALPHABET.issuperset(text):
        return text
    return "".join(
        letter if letter in ALPHABET else _plain(letter) for letter in text.translate(PLAINER)
    )


def shorten(name: str, limit: int = NAME_LIMIT) -> str:
    """A name of at most `limit` characters, cut between words where that leaves one."""
    name = " ".join(name.split())
    if len(name) <= limit:
        return name
    whole = name[: limit + 1].rpartition(" ")[0]
    return whole or name[:limit]


def strange_letters(text: str) -> list[str]:
    """The characters that are not in the alphabet, in order, each once."""
    return [letter for letter in dict.fromkeys(text) if letter not in ALPHABET]


def fragments(text: str) -> int:
    """How many texts a network counts, and charges, for these words."""
    if strange_letters(text):
        units = len(text.encode("utf-16-be")) // 2
        return 1 if units <= WIDE_FRAGMENT else -(-units // WIDE_JOINED_FRAGMENT)
    septets = gsm7_length(text)
    return 1 if septets <= FRAGMENT else -(-septets // JOINED_FRAGMENT)


def _plain(letter: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if part in GSM7)
    return bare or ("" if unicodedata.combining(letter) else "?")
