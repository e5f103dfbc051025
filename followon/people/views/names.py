from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.own import NameForm
from ..services.names import set_preferred_name
from .signed_in import person


def name(request: HttpRequest) -> HttpResponse:
    """What this person is called."""
    user = person(request)
    form = NameForm(request.POST or None, initial={"preferred_name": user.preferred_name})
    if request.method == "POST" and form.is_valid():
        set_preferred_name(user=user, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request, "people/question.jinja", {"form": form, "back_url": reverse("people:details")}
    )
