from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.own import SharingForm
from ..models import SharedThing
from ..queries.sharing import audience_of
from ..services.consents import share
from .signed_in import person


def sharing(request: HttpRequest, thing: str) -> HttpResponse:
    """Whom this person shares one thing with."""
    user = person(request)
    if thing not in SharedThing.values:
        raise Http404
    form = SharingForm(
        request.POST or None, thing=thing, initial={"audience": audience_of(user)[thing]}
    )
    if request.method == "POST" and form.is_valid():
        share(user=user, thing=thing, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    return render(
        request, "people/question.jinja", {"form": form, "back_url": reverse("people:details")}
    )
