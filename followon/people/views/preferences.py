from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.own import LanguageForm, QuietHoursForm, ReachForm, WeeklyForm
from ..queries.preferences import preference_of
from ..services.preferences import set_language, set_quiet_hours, set_reach, set_weekly
from .signed_in import person


def reach(request: HttpRequest) -> HttpResponse:
    """How this person wants to be reached."""
    user = person(request)
    form = ReachForm(_sent(request), initial={"reach": preference_of(user).reach})
    if request.method == "POST" and form.is_valid():
        set_reach(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request, "people/question.jinja", {"form": form, "back_url": reverse("people:details")}
    )


def weekly(request: HttpRequest) -> HttpResponse:
    """Whether this person wants one message a week in place of several."""
    user = person(request)
    chosen = "yes" if preference_of(user).weekly else "no"
    form = WeeklyForm(_sent(request), initial={"weekly": chosen})
    if request.method == "POST" and form.is_valid():
        set_weekly(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request,
        "people/preference/weekly.jinja",
        {"form": form, "back_url": reverse("people:details")},
    )


def language(request: HttpRequest) -> HttpResponse:
    """In which language this person wants our messages."""
    user = person(request)
    form = LanguageForm(_sent(request), initial={"language": preference_of(user).language})
    if request.method == "POST" and form.is_valid():
        set_language(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request, "people/question.jinja", {"form": form, "back_url": reverse("people:details")}
    )


def quiet_hours(request: HttpRequest) -> HttpResponse:
    """When this person wants no messages."""
    user = person(request)
    preference = preference_of(user)
    form = QuietHoursForm(
        _sent(request),
        initial={"quiet_from": preference.quiet_from, "quiet_until": preference.quiet_until},
    )
    if request.method == "POST" and form.is_valid():
        set_quiet_hours(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request,
        "people/preference/quiet_hours.jinja",
        {"form": form, "back_url": reverse("people:details")},
    )


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also a post that holds nothing, which has errors to show."""
    return request.POST if request.method == "POST" else None
