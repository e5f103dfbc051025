"""Health of this one web process, for whoever runs it: is it alive, can it do its work."""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE = 1  # seconds


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answers as long as the process does; asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 when the database does not answer; a broker that does not is named.

    Without the broker every page works, and what is due to be sent lies in the database. A
    balancer that took the pages away as well would make a small fault into a large one.
    """
    database, broker = database_answers(), broker_answers()
    return JsonResponse(
        {
            "status": "ok" if database else "not ready",
            "database": "answers" if database else "does not answer",
            "broker": "answers" if broker else "does not answer",
        },
        status=200 if database else 503,
    )


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, ValueError):
        return False
