from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..queries.health import silent_parts


@login_not_required
@require_safe
@never_cache
def messaging(request: HttpRequest) -> JsonResponse:
    """503 names the parts of the sending that have stopped."""
    silent = silent_parts(timezone.now())
    if silent:
        return JsonResponse({"status": "stopped", "silent": silent}, status=503)
    return JsonResponse({"status": "ok"})
