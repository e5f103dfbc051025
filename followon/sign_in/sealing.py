"""Secrets of signing in that the database must not hold in clear."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def seal_code(code: str) -> str:
    """What the session keeps of a code; keyed, because six figures can all be tried."""
    return salted_hmac("sign-in-code", code, algorithm="sha256").hexdigest()


def opens(code: str, sealed: str) -> bool:
    """Whether this is the code that was sealed; nothing opens an empty seal."""
    return bool(sealed) and constant_time_compare(seal_code(code), sealed)


def encrypt(text: str) -> str:
    """The seed of an authenticator app or of recovery codes, as it is stored."""
    return _fernet().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The seed again; with an earlier SECRET_KEY too, while it is among the fallbacks."""
    return _fernet().decrypt(stored.encode()).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"second-factor:{secret}".encode()).digest())
