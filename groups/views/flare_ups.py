"""A person's plan for a flare-up."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.own_words import FlareUpForm
from ..queries.own_words import mine_of
from ..services.flare_ups import write_plan
from .access import person_of, sent
from .meetings import show_or_do


@show_or_do
def write(request: HttpRequest) -> HttpResponse:
    """Write the plan, or change it."""
    user = person_of(request)
    plan = mine_of(user).plan
    form = FlareUpForm(sent(request), initial=model_to_dict(plan) if plan else None)
    if request.method == "POST" and form.is_valid():
        write_plan(user=user, words=form.cleaned_data, now=timezone.now())
        messages.success(request, _("Your plan is saved. Only you can read it until you show it."))
        return redirect("groups:mine")
    return render(request, "groups/flare_up/write.jinja", {"form": form, "plan": plan})
