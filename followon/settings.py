"""Settings: one file, read from the environment, loud when something is missing."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from followon import logs, production
from followon.sign_in import provider

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", production.DEVELOPMENT_SECRET_KEY if DEBUG else "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000" if DEBUG else "").rstrip("/")
DATABASE_URL = env.str("DATABASE_URL", "")
REDIS_URL = env.str("REDIS_URL", "")

if not DEBUG:
    problems = production.core_problems(
        secret_key=SECRET_KEY,
        database_url=DATABASE_URL,
        redis_url=REDIS_URL,
        allowed_hosts=ALLOWED_HOSTS,
        base_url=BASE_URL,
    )
    if problems:
        raise ImproperlyConfigured(production.refusal(problems))

INSTALLED_APPS = [
    "followon.apps.FollowonConfig",
    "followon.pages",
    "followon.audit",
    "followon.people",
    "followon.messaging",
    "groups",
    "pmp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "followon.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages; it pads them against guessing by size
    "followon.pages.development.OwnNotFound",
    "csp.middleware.CSPMiddleware",
    "followon.pages.alone.StandAlone",  # before anything that reads the session
    "followon.help_page.KeepHelpFresh",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "followon.sign_in.sessions.SlidingSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "followon.urls"
WSGI_APPLICATION = "followon.wsgi.application"

# Pages

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "followon.pages.environment.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]
SITE_NAME = env.str("SITE_NAME", "Follow-on")
NHS_IDENTITY = env.bool("NHS_IDENTITY", False)
# Where each machine keeps what services add to "If you need help now", for when the database is
# down (docs/adr/0016-help-without-the-database.md); empty: the national numbers alone.
HELP_FILE = env.str("HELP_FILE", str(BASE_DIR / ".data" / "help.json"))
SERVICE_PHONE = env.str("SERVICE_PHONE", "")
SERVICE_HOURS = env.str("SERVICE_HOURS", "")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = None if DEBUG else BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Data

DATABASES = {
    "default": {
        **(env.dj_db_url("DATABASE_URL") if DATABASE_URL else {"NAME": "followon"}),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts attempts to sign in for all processes. In the database, not in Redis: with Redis down
# people still sign in, and the limits still hold (docs/adr/0005-sign-in.md).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "followon_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Security

BEHIND_HTTPS = env.bool("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked inside the network, without a proxy in between
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 3600) if BEHIND_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_HTTPS
SECURE_HSTS_PRELOAD = BEHIND_HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # a personal link must not travel to another site
# By it the proxy in front says that a request came over HTTPS; it must drop a client's own.
PROXY_SSL_HEADER = env.str("PROXY_SSL_HEADER", "")
if PROXY_SSL_HEADER:
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{PROXY_SSL_HEADER.upper().replace('-', '_')}", "https")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "followon.pages.views.page_expired"
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_HTTPS else "csrf"
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_HTTPS else "session"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Sign-in

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 90 * 24 * 3600  # members; staff have 12 hours (followon.people.access)
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
ACCOUNT_ADAPTER = "followon.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]  # nobody signs up, but allauth's check wants one
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_MAX_RESEND_COUNT = 0  # a page of ours sends again, under the same limits
ACCOUNT_LOGIN_TIMEOUT = 3600  # to choose who it is, and for the second factor
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# Five codes of five tries in a quarter of an hour, and no more than 20 wrong codes a day for one
# contact, wherever they come from: one chance in 50,000. A ward shares one network address.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,200/h/ip,5/15m/key,20/d/key",
    "wrong_code": "100/h/ip,20/d/key",
    # Somebody who is signed in could have codes sent to strangers, at the service's cost.
    "prove_contact": "6/h/user,12/d/user",
    # A group of ten may sit behind one address; what one person gets is limited besides.
    "new_link": "20/h/ip,60/d/ip",
}
SIGN_IN_FLOOR = 0.3  # seconds that asking for a code takes, whether we know the contact or not
MFA_ADAPTER = "followon.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "followon.sign_in.forms.SecondFactorForm",
    "reauthenticate": "followon.sign_in.forms.SecondFactorAgainForm",
    "activate_totp": "followon.sign_in.forms.SetUpAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are our Contact rows; allauth's table is empty

# An organisation's own provider (NHS login, CIS2, Entra), off unless named here.
OIDC_NAME = env.str("OIDC_NAME", "")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
if OIDC_CLIENT_ID:
    INSTALLED_APPS += provider.APPS
    SOCIALACCOUNT_ADAPTER = "followon.sign_in.oidc.ProviderAdapter"
    # A link, not a form: our policy lets no form lead to another site; `state` guards the return.
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_PROVIDERS = provider.providers(
        name=OIDC_NAME,
        client_id=OIDC_CLIENT_ID,
        secret=env.str("OIDC_CLIENT_SECRET"),
        server_url=env.str("OIDC_SERVER_URL"),
    )

# Messages

ALARM_EMAIL = env.str("ALARM_EMAIL", "")  # whom `manage.py watch_messages` tells, by SMTP
TEXT_PENCE = env.str("TEXT_PENCE", "2.4")  # for each fragment, unless a service says its own
from followon.providers import *  # noqa: E402,F403 (who carries them, and our accounts there)

# Told by text, and without their words, of texts that belong to no service (assign_texts).
OPERATOR_MOBILE = env.str("OPERATOR_MOBILE", "")

# Queue: a nudge; what is due lies in the database

CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "followon:",
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "followon.beat:SteadyScheduler"
CELERY_BEAT_SCHEDULE = {
    "plan and send": {
        "task": "messaging.plan_and_send",
        "schedule": env.int("PLAN_EVERY_SECONDS", 60),
    },
    "sweep messages": {"task": "messaging.sweep", "schedule": 300},
    "sweep groups": {"task": "groups.sweep_health", "schedule": 300},
    "tell the operator": {"task": "groups.tell_operator", "schedule": 300},
    # At night, when nobody waits for the database.
    "retain": {"task": "messaging.retain", "schedule": crontab(hour=3, minute=20)},
    "sweep uploads": {"task": "pmp.sweep_uploads", "schedule": 300},
}

# Logs

LOGGING = logs.configuration(readable=DEBUG, level=env.str("LOG_LEVEL", "INFO"))
