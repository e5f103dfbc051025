"""The web application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")
application = get_wsgi_application()

from followon.checks import refuse_if_unfit  # noqa: E402 (needs the applications loaded)

refuse_if_unfit()
