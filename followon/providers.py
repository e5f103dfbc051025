"""Settings of the providers that carry messages; `followon/settings.py` takes them in."""

import os

from environs import Env, validate

from followon.production import known_ways

env = Env()
DEBUG = env.bool("DEBUG", False)

# One way or several, the first choice first ("notify,twilio"), where a service names none itself.
TEXT_TRANSPORT = env.str(
    "TEXT_TRANSPORT",
    "console" if DEBUG else "",
    validate=known_ways("console", "notify", "twilio"),
)
EMAIL_TRANSPORT = env.str(
    "EMAIL_TRANSPORT",
    "console" if DEBUG else "smtp",
    validate=known_ways("console", "smtp", "notify", "anymail"),
)
# Seconds that a provider has for an answer; after that nobody knows whether the message has gone.
TRANSPORT_TIMEOUT = env.float("TRANSPORT_TIMEOUT", 10.0, validate=validate.Range(min=1, max=60))
# How many posts to providers one worker has in flight at once.
MESSAGES_IN_FLIGHT = env.int("MESSAGES_IN_FLIGHT", 16, validate=validate.Range(min=1, max=100))
NOTIFY_BASE_URL = env.str("NOTIFY_BASE_URL", "https://api.notifications.service.gov.uk")
NOTIFY_API_KEY = env.str("NOTIFY_API_KEY", "")
NOTIFY_TEXT_TEMPLATE = env.str("NOTIFY_TEXT_TEMPLATE", "")
NOTIFY_EMAIL_TEMPLATE = env.str("NOTIFY_EMAIL_TEMPLATE", "")
NOTIFY_CALLBACK_TOKEN = env.str("NOTIFY_CALLBACK_TOKEN", "development-only" if DEBUG else "")
TWILIO_BASE_URL = env.str("TWILIO_BASE_URL", "https://api.twilio.com")
TWILIO_ACCOUNT_SID = env.str("TWILIO_ACCOUNT_SID", "")
TWILIO_AUTH_TOKEN = env.str("TWILIO_AUTH_TOKEN", "")
TWILIO_SENDER = env.str("TWILIO_SENDER", "")  # a number, or the id of a messaging service (MG…)
TWILIO_SIGNING_SECRET = env.str("TWILIO_SIGNING_SECRET", TWILIO_AUTH_TOKEN)
# E-mail through a provider that reports bounces: the name of its module in django-anymail, such as
# mailgun, postmark or amazon_ses, and its settings as django-anymail names them, ANYMAIL_ before.
ANYMAIL_PROVIDER = env.str("ANYMAIL_PROVIDER", "")
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value
    for name, value in os.environ.items()
    if name.startswith("ANYMAIL_") and name != "ANYMAIL_PROVIDER"
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", "127.0.0.1" if DEBUG else "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not DEBUG)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "follow-on@example.org" if DEBUG else "")
# The address to which people's calendars answer invitations: `manage.py read_mail` has to get what
# comes there, or the e-mail provider's inbound hook. Empty: calendars are not asked to answer.
CALENDAR_ANSWERS_TO = env.str("CALENDAR_ANSWERS_TO", DEFAULT_FROM_EMAIL if DEBUG else "")
