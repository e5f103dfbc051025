"""The front door: everybody is sent to where they have something to do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.people.models import User
from followon.people.queries.staff import is_ptv, is_staff
from followon.people.queries.visits import visit_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Staff go to the dashboard, members and volunteers to their own; others read about it."""
    if not isinstance(request.user, User):
        return render(request, "people/landing.jinja")
    page = home_of(request.user)
    if page:
        return redirect(page)
    visit = visit_of(request.user, today=timezone.localdate(timezone.now()))
    context = {"unreachable": visit.unreachable, "to_check": visit.to_check}
    return render(request, "people/waiting.jinja", context)


def home_of(user: User) -> str:
    """The name of the page where this person starts; "" for those who were in no group yet."""
    if is_staff(user):
        return "pmp:dashboard"
    if user.memberships.exists():
        return "groups:home"
    return "pmp:ptv_programmes" if is_ptv(user) else ""
