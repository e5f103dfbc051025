"""What production must be given before it may start; pure, so that settings can ask for it."""

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
    email_host: str,
    default_from_email: str,
) -> list[Problem]:
    """What would keep messages from going out, or let strangers report on them."""
    problems = [
        *first_problem("TEXT_TRANSPORT", text_transport, not_console),
        *first_problem("EMAIL_TRANSPORT", email_transport, not_console),
    ]
    if "notify" in (text_transport, email_transport):
        problems += first_problem("NOTIFY_API_KEY", notify_api_key, not_a_placeholder)
        problems += first_problem(
            "NOTIFY_CALLBACK_TOKEN",
            notify_callback_token,
            not_a_placeholder,
            random_enough(SHORTEST_TOKEN),
        )
    if text_transport == "notify":
        problems += first_problem("NOTIFY_TEXT_TEMPLATE", notify_text_template)
    if email_transport == "notify":
        problems += first_problem("NOTIFY_EMAIL_TEMPLATE", notify_email_template)
    if email_transport == "smtp":
        problems += first_problem("EMAIL_HOST", email_host)
        problems += first_problem("DEFAULT_FROM_EMAIL", default_from_email)
    return problems


def not_console(value: str) -> str:
    return "is console, which only shows messages on a page." if value == "console" else ""


def refusal(problems: list[Problem]) -> str:
    """One message that names every variable, for whoever starts the service."""
    lines = [f"  {problem}" for problem in problems]
    return "\n".join(["Follow-on does not start with DEBUG off until these are put right:", *lines])
