"""What GOV.UK Notify accepts, and in which words it refuses."""

import re
from datetime import UTC, datetime
from typing import Any

import jwt
import phonenumbers

from tests.fakes.gateway import Answer, Request

CLOCK_BOUND = 30
PAGE = 250
PLACEHOLDER = re.compile(r"\(\(([^)]+)\)\)")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class Refused(Exception):
    """Notify's error answer."""

    def __init__(self, status: int, error: str, message: str) -> None:
        self.answer = error_answer(status, error, message)


def error_answer(status: int, error: str, message: str) -> Answer:
    body = {"errors": [{"error": error, "message": message}], "status_code": status}
    return Answer(status, body)


def authenticate(request: Request, api_key: str) -> None:
    """Notify's token: signed with the secret, from the service, at most 30 seconds off."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token:
        raise Refused(401, "AuthError", "Unauthorized: authentication token must be provided")
    try:
        options = {"verify_iat": False}
        claims = jwt.decode(token, api_key[-36:], algorithms=["HS256"], options=options)
    except jwt.PyJWTError:
        raise Refused(403, "AuthError", "Invalid token: API key not found") from None
    if claims.get("iss") != api_key[-73:-37]:
        raise Refused(403, "AuthError", "Invalid token: service not found")
    if abs(datetime.now(UTC).timestamp() - claims.get("iat", 0)) > CLOCK_BOUND:
        message = "Error: Your system clock must be accurate to within 30 seconds"
        raise Refused(403, "AuthError", message)


def phone(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        message = "phone_number Must not contain letters or symbols"
        raise Refused(400, "ValidationError", message) from None
    if len(str(parsed.national_number)) < 10:
        raise Refused(400, "ValidationError", "phone_number Not enough digits")
    if len(str(parsed.national_number)) > 10:
        raise Refused(400, "ValidationError", "phone_number Too many digits")
    if parsed.country_code == 44 and not str(parsed.national_number).startswith("7"):
        raise Refused(400, "ValidationError", "phone_number Not a UK mobile number")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def email(address: str) -> str:
    if not EMAIL.fullmatch(address):
        message = "email_address Not a valid email address"
        raise Refused(400, "ValidationError", message)
    return address


def placeholders(template: dict[str, str]) -> set[str]:
    return set(PLACEHOLDER.findall(template["subject"] + template["body"]))


def rendered(text: str, asked: dict[str, Any]) -> str:
    values = asked.get("personalisation", {})
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def page(rows: list[Any], older_than: str | None, id_of: Any) -> list[Any]:
    ids = [id_of(row) for row in rows]
    start = ids.index(older_than) + 1 if older_than in ids else 0
    return rows[start : start + PAGE]
