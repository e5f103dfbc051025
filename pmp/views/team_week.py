"""The team's weekly note as a page, and the switch that stops it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import staff_required
from followon.people.queries.staff import services_of
from followon.people.services.staff import set_weekly_note

from ..queries.team_week import team_weeks, wants_weekly_note


@staff_required
@require_safe
def team_week(request: HttpRequest) -> HttpResponse:
    """What waits this week, service by service; the same as in the note."""
    services = list(services_of(request.user))
    weeks = team_weeks([one.pk for one in services], timezone.now())
    context = {
        "weeks": [(one, weeks[one.pk]) for one in services],
        "wanted": wants_weekly_note(request.user.pk),
    }
    return render(request, "pmp/team_week/show.jinja", context)


@staff_required
@require_POST
def team_week_on(request: HttpRequest) -> HttpResponse:
    """Send it to me."""
    set_weekly_note(user=request.user, wanted=True, by=request.user, now=timezone.now())
    messages.success(request, _("Saved. The note comes on Mondays, if something waits."))
    return redirect("pmp:team_week")


@staff_required
@require_POST
def team_week_off(request: HttpRequest) -> HttpResponse:
    """Not any more."""
    set_weekly_note(user=request.user, wanted=False, by=request.user, now=timezone.now())
    messages.success(request, _("Saved. The note no longer comes. This page stays."))
    return redirect("pmp:team_week")
