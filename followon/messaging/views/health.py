import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..queries.alarms import hold_up, problems

log = logging.getLogger(__name__)


@login_not_required
@require_safe
@never_cache
def messaging(request: HttpRequest) -> JsonResponse:
    """503 names the parts that hold messages up; a way that rests beside others is named at 200."""
    found = problems(timezone.now())
    parts = [problem.part for problem in found]
    if hold_up(found):
        log.error("Messages are held up: %s", ", ".join(parts))
        return JsonResponse({"status": "stopped", "parts": parts}, status=503)
    return JsonResponse({"status": "ok", "parts": parts})
