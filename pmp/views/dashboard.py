"""The clinician's first page: who may need a hand, and what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.messaging.queries.alarms import hold_up, problems
from followon.people.access import staff_required
from followon.people.queries.contacts import unreachable
from followon.people.queries.staff import is_lead, services_of
from groups.models import OPEN_GROUP_STATES
from pmp.queries import dashboard as queries
from pmp.queries.alarms import alarms
from pmp.queries.group_page import facts_about
from pmp.queries.volunteers import notes_about, volunteers_beside, volunteers_for


@require_safe
@staff_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """E1: the groups that may need a hand come first, each with its reason."""
    now = timezone.now()
    services = list(services_of(request.user))
    area = request.GET.get("area", "")
    return render(
        request,
        "pmp/dashboard/show.jinja",
        {
            "services": services,
            "alarms": alarms(services, today=timezone.localdate(now)),
            "is_lead": is_lead(request.user),
            "area": area,
            "board": queries.board(request.user, area=area),
            "programmes": queries.running_programmes(request.user, on=timezone.localdate(now)),
            "waiting": queries.waiting(request.user, now=now),
            "problems": hold_up(problems(now)),
            "unreachable": unreachable(request.user),
        },
    )


@require_safe
@staff_required
def group(request: HttpRequest, group_id: str) -> HttpResponse:
    """E2: what is known of one group and what is not; headcounts only, never who came."""
    shown = get_object_or_404(queries.group_of_staff(request.user, group_id))
    context = {
        "group": shown,
        "facts": facts_about(shown, now=timezone.now()),
        "beside": volunteers_beside(shown),
        "notes": notes_about(shown, request.user),
        "may_name": shown.state in OPEN_GROUP_STATES and volunteers_for(shown).exists(),
    }
    return render(request, "pmp/dashboard/group.jinja", context)
