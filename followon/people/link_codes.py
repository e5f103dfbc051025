"""The short codes on printed slips: how they look and how they are typed."""

# Without 0 O 1 I L, which look alike in print.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def read_code(typed: str) -> str:
    """The code as it was printed: any case, spaces and hyphens left out."""
    return "".join(typed.split()).replace("-", "").upper()
