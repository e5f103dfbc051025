from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ..forms.own import QuietHoursForm, ReachForm
from ..queries.preferences import preference_of
from ..services.preferences import set_quiet_hours, set_reach
from .signed_in import person


def reach(request: HttpRequest) -> HttpResponse:
    """How this person wants to be reached."""
    user = person(request)
    form = ReachForm(request.POST or None, initial={"reach": preference_of(user).reach})
    if request.method == "POST" and form.is_valid():
        set_reach(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        return redirect("people:details")
    return render(
        request, "people/question.jinja", {"form": form, "back_url": reverse("people:details")}
    )


def quiet_hours(request: HttpRequest) -> HttpResponse:
    """When this person wants no messages."""
    user = person(request)
    preference = preference_of(user)
    form = QuietHoursForm(
        request.POST or None,
        initial={"quiet_from": preference.quiet_from, "quiet_until": preference.quiet_until},
    )
    if request.method == "POST" and form.is_valid():
        set_quiet_hours(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        return redirect("people:details")
    return render(
        request,
        "people/preference/quiet_hours.jinja",
        {"form": form, "back_url": reverse("people:details")},
    )
