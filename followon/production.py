"""What production must be given before it may start; pure, so that settings can ask for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

DEVELOPMENT_SECRET_KEY = "development-only-never-in-production"  # noqa: S105 (refused below)
PLACEHOLDERS = ("development", "django-insecure", "change", "example", "secret", "insecure", "xxx")
SHORTEST_SECRET = 50
SHORTEST_TOKEN = 32
RANDOM_HINT = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'


@dataclass(frozen=True)
class Problem:
    """A variable of the environment, and what is wrong with its value and what to do."""

    variable: str
    because: str

    def __str__(self) -> str:
        return f"{self.variable} {self.because}"


def first_problem(variable: str, value: str, *rules: Callable[[str], str]) -> list[Problem]:
    """The first rule that the value breaks, as a list of one, or nothing."""
    for rule in (not_missing, *rules):
        because = rule(value)
        if because:
            return [Problem(variable, because)]
    return []


def not_missing(value: str) -> str:
    return "" if value.strip() else "is not set."


def not_a_placeholder(value: str) -> str:
    looks_made_up = value.lower().startswith(PLACEHOLDERS)
    return f"is a development value. Make one with: {RANDOM_HINT}" if looks_made_up else ""


def random_enough(shortest: int) -> Callable[[str], str]:
    """A rule: long, and not the same few characters again and again."""

    def rule(value: str) -> str:
        if len(value) >= shortest and len(set(value)) >= 10:
            return ""
        return f"must be random and {shortest} characters or more. Make one with: {RANDOM_HINT}"

    return rule


def starts_with(*beginnings: str) -> Callable[[str], str]:
    def rule(value: str) -> str:
        return "" if value.startswith(beginnings) else f"must start with {' or '.join(beginnings)}."

    return rule


def not_every_host(value: str) -> str:
    return "must name the hosts; * would answer for any." if "*" in value.split(",") else ""


def core_problems(
    *, secret_key: str, database_url: str, redis_url: str, allowed_hosts: list[str], base_url: str
) -> list[Problem]:
    """What makes the service unsafe or impossible to load at all."""
    return [
        *first_problem("SECRET_KEY", secret_key, not_a_placeholder, random_enough(SHORTEST_SECRET)),
        *first_problem("DATABASE_URL", database_url, starts_with("postgres://", "postgresql://")),
        *first_problem("REDIS_URL", redis_url, starts_with("redis://", "rediss://")),
        *first_problem("ALLOWED_HOSTS", ",".join(allowed_hosts), not_every_host),
        *first_problem("BASE_URL", base_url, starts_with("https://")),
    ]


def sending_problems(
    *,
    text_transport: str,
    email_transport: str,
    notify_api_key: str,
    notify_callback_token: str,
    notify_text_template: str,
    notify_email_template: str,
    twilio_account_sid: str,
    twilio_auth_token: str,
    twilio_sender: str,
    anymail_provider: str,
    email_host: str,
    default_from_email: str,
) -> list[Problem]:
    """What would keep messages from going out, or let strangers report on them."""
    texts, emails = ways(text_transport), ways(email_transport)
    problems = [
        *first_problem("TEXT_TRANSPORT", text_transport, not_console),
        *first_problem("EMAIL_TRANSPORT", email_transport, not_console),
    ]
    if "notify" in (*texts, *emails):
        problems += first_problem("NOTIFY_API_KEY", notify_api_key, not_a_placeholder, notify_key)
        problems += first_problem(
            "NOTIFY_CALLBACK_TOKEN",
            notify_callback_token,
            not_a_placeholder,
            random_enough(SHORTEST_TOKEN),
        )
    if "notify" in texts:
        problems += first_problem("NOTIFY_TEXT_TEMPLATE", notify_text_template)
    if "notify" in emails:
        problems += first_problem("NOTIFY_EMAIL_TEMPLATE", notify_email_template)
    if "twilio" in texts:
        problems += first_problem("TWILIO_ACCOUNT_SID", twilio_account_sid, starts_with("AC"))
        problems += first_problem("TWILIO_AUTH_TOKEN", twilio_auth_token, not_a_placeholder)
        problems += first_problem("TWILIO_SENDER", twilio_sender)
    if "smtp" in emails:
        problems += first_problem("EMAIL_HOST", email_host)
    if "anymail" in emails:
        problems += first_problem("ANYMAIL_PROVIDER", anymail_provider)
    if "smtp" in emails or "anymail" in emails:
        problems += first_problem("DEFAULT_FROM_EMAIL", default_from_email)
    return problems


def ways(setting: str) -> tuple[str, ...]:
    """The names in an ordered list such as "notify,twilio": the first one first."""
    return tuple(name.strip() for name in setting.split(",") if name.strip())


def known_ways(*names: str) -> Callable[[str], None]:
    """A validator of such a list. Raises ValueError for another name, or one named twice."""

    def validate(setting: str) -> None:
        named = ways(setting)
        if set(named) - set(names) or len(set(named)) < len(named):
            raise ValueError(f"must name each once, the first choice first: {', '.join(names)}")

    return validate


NOTIFY_KEY = re.compile(r".+(-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}")


def notify_key(value: str) -> str:
    """A key is its name, the service's id and a secret; half of one is a common slip of copying."""
    return "" if NOTIFY_KEY.fullmatch(value) else "is not a whole key of GOV.UK Notify."


def not_console(value: str) -> str:
    return "is console, which only shows messages on a page." if "console" in ways(value) else ""


def refusal(problems: list[Problem]) -> str:
    """One message that names every variable, for whoever starts the service."""
    lines = [f"  {problem}" for problem in problems]
    return "\n".join(["Follow-on does not start with DEBUG off until these are put right:", *lines])
