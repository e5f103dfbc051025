from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.people.access import staff_required

from .. import kinds
from ..queries import failures
from ..queries.health import last_mark, silent_parts
from .signed_in import person


@staff_required
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """What waits, what is in doubt, what failed and what was held back, with the reason."""
    user, now = person(request), timezone.now()
    context = {
        "sections": failures.sections(user, now),
        "sent": failures.sent_lately(user, now),
        "services": failures.services(user),
        "label_of": kinds.label_of,
        "hidden": {kind.code for kind in kinds.all_kinds() if kind.hides_person},
        "silent": silent_parts(now),
        "last_mark": last_mark(),
    }
    return render(request, "messaging/message/list.jinja", context)
