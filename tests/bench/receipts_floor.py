"""The floor of `receipts`: a bare Django view that inserts one row, with no middleware at all."""

import json
import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")
django.setup()
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__

from followon.messaging.models import Receipt  # noqa: E402 (needs the applications loaded)


def take(request: HttpRequest) -> HttpResponse:
    """One row for one request."""
    said = json.loads(request.body)
    Receipt.objects.create(
        provider="floor",
        dedupe_key=said["id"],
        reference=said["reference"],
        status=said["status"],
        received_at=timezone.now(),
    )
    return HttpResponse(status=204)


urlpatterns = [path("hooks/notify/receipts/", take)]
application = get_wsgi_application()
