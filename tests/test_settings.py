"""Production starts only with what it needs, and says by name what is missing."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from followon import production

ROOT = Path(__file__).resolve().parent.parent
CORE = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": "postgres://followon:pass@127.0.0.1:1/followon",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "follow-on.example.org",
    "BASE_URL": "https://follow-on.example.org",
}
SENDING = {
    "TEXT_TRANSPORT": "notify",
    "EMAIL_TRANSPORT": "smtp",
    "EMAIL_HOST": "smtp.example.org",
    "DEFAULT_FROM_EMAIL": "follow-on@example.org",
    "NOTIFY_API_KEY": f"service-{uuid4()}-{uuid4()}",
    "NOTIFY_TEXT_TEMPLATE": "5ec2",
    "NOTIFY_CALLBACK_TOKEN": secrets.token_urlsafe(40),
}


def core(**changes: str) -> list[str]:
    given = {**CORE, **changes}
    problems = production.core_problems(
        secret_key=given["SECRET_KEY"],
        database_url=given["DATABASE_URL"],
        redis_url=given["REDIS_URL"],
        allowed_hosts=[host for host in given["ALLOWED_HOSTS"].split(",") if host],
        base_url=given["BASE_URL"],
    )
    return [problem.variable for problem in problems]


def sending(**changes: str) -> list[str]:
    given = {
        "NOTIFY_EMAIL_TEMPLATE": "",
        "ANYMAIL_PROVIDER": "",
        **dict.fromkeys(TWILIO, ""),
        **SENDING,
        **changes,
    }
    problems = production.sending_problems(**{k.lower(): v for k, v in given.items()})
    return [problem.variable for problem in problems]


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process as a server would start it: nothing in the environment but what is given."""
    return subprocess.run(
        [sys.executable, *command],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_a_service_has_is_enough():
    assert (core(), sending()) == ([], [])


@pytest.mark.parametrize("variable", CORE)
def test_each_missing_core_variable_is_named(variable):
    assert core(**{variable: ""}) == [variable]


TWILIO = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "7f3a", "TWILIO_SENDER": "+4478600"}
RANDOM = "q7Zt0aXw3LmVb9RkYc5NdJ2uHs8GfPe4QoTiUy6WxBnAzKvDrCjMhSgE1l"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", production.DEVELOPMENT_SECRET_KEY),
        ("SECRET_KEY", "django-insecure-" + RANDOM),
        ("SECRET_KEY", "change-me-" + RANDOM),
        ("SECRET_KEY", "short-but-otherwise-fine"),
        ("SECRET_KEY", "ab" * 40),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("REDIS_URL", "memory://"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "follow-on.example.org,*"),
        ("BASE_URL", "http://follow-on.example.org"),
    ],
)
def test_a_development_value_of_a_core_variable_is_refused(variable, value):
    assert core(**{variable: value}) == [variable]


@pytest.mark.parametrize("variable", SENDING)
def test_each_missing_sending_variable_is_named(variable):
    assert sending(**{variable: ""}) == [variable]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"TEXT_TRANSPORT": "console"}, ["TEXT_TRANSPORT"]),
        ({"EMAIL_TRANSPORT": "console"}, ["EMAIL_TRANSPORT"]),
        ({"NOTIFY_API_KEY": "development-only"}, ["NOTIFY_API_KEY"]),
        ({"NOTIFY_CALLBACK_TOKEN": "development-only"}, ["NOTIFY_CALLBACK_TOKEN"]),
        ({"NOTIFY_CALLBACK_TOKEN": "a1b2c3d4e5"}, ["NOTIFY_CALLBACK_TOKEN"]),
        ({"NOTIFY_API_KEY": str(uuid4())}, ["NOTIFY_API_KEY"]),
        ({"EMAIL_TRANSPORT": "notify"}, ["NOTIFY_EMAIL_TEMPLATE"]),
        ({"EMAIL_TRANSPORT": "smtp, notify"}, ["NOTIFY_EMAIL_TEMPLATE"]),
        ({"EMAIL_TRANSPORT": "anymail"}, ["ANYMAIL_PROVIDER"]),
        ({"EMAIL_TRANSPORT": "anymail", "ANYMAIL_PROVIDER": "mailgun", "EMAIL_HOST": ""}, []),
        ({"TEXT_TRANSPORT": "notify,console"}, ["TEXT_TRANSPORT"]),
        ({"TEXT_TRANSPORT": "notify,twilio"}, list(TWILIO)),
        ({"TEXT_TRANSPORT": "twilio", **TWILIO}, []),
        ({"TEXT_TRANSPORT": "twilio", **TWILIO, "TWILIO_AUTH_TOKEN": ""}, ["TWILIO_AUTH_TOKEN"]),
        ({"TEXT_TRANSPORT": "twilio", **TWILIO, "TWILIO_ACCOUNT_SID": "7"}, ["TWILIO_ACCOUNT_SID"]),
        ({"EMAIL_TRANSPORT": "notify", "NOTIFY_EMAIL_TEMPLATE": "ab1", "EMAIL_HOST": ""}, []),
    ],
)
def test_a_way_of_sending_that_would_not_work_is_refused(changes, named):
    assert sending(**changes) == named


def test_with_nothing_given_the_settings_refuse_and_name_all_of_it():
    refused = run("-c", "import followon.settings")

    assert refused.returncode == 1
    assert [name for name in CORE if f"  {name} is not set." in refused.stderr] == list(CORE)


def test_a_secret_of_development_is_refused_by_the_process_itself():
    settings = {**CORE, "SECRET_KEY": production.DEVELOPMENT_SECRET_KEY}

    refused = run("-c", "import followon.settings", **settings)

    assert "SECRET_KEY is a development value" in refused.stderr


@pytest.mark.parametrize("named", ["pigeon", "notify,pigeon", "notify,notify", "smtp"])
def test_a_way_that_is_none_is_refused_by_the_settings(named):
    refused = run("-c", "import followon.settings", **CORE, **SENDING | {"TEXT_TRANSPORT": named})

    assert refused.returncode == 1
    assert "TEXT_TRANSPORT" in refused.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("-c", "import followon.wsgi"),
        ("-m", "celery", "-A", "followon", "worker", "--pool", "solo"),
        ("-m", "celery", "-A", "followon", "beat"),
    ],
    ids=["check", "web", "worker", "beat"],
)
def test_each_process_refuses_to_start_without_its_keys(command):
    refused = run(*command, **{**CORE, **SENDING, "NOTIFY_API_KEY": ""})

    assert refused.returncode != 0
    assert "NOTIFY_API_KEY is not set." in refused.stdout + refused.stderr


def test_production_is_closed():
    asked = """
from followon import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)
print(s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_REFERRER_POLICY, s.STATIC_ROOT is not None)
print(s.STORAGES["staticfiles"]["BACKEND"])
"""
    answered = run("-c", asked, **CORE, **SENDING)

    assert answered.stdout.splitlines() == [
        "True True True",
        "True same-origin True",
        "whitenoise.storage.CompressedManifestStaticFilesStorage",
    ]


def test_the_content_security_policy_allows_ourselves_alone(client):
    policy = dict(
        part.split(" ", 1)
        for part in client.get("/health/live")["Content-Security-Policy"].split("; ")
    )

    assert set(policy.values()) == {"'self'", "'none'"}
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == (
        "'none'",
        "'self'",
        "'self'",
    )
