from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..forms.places import PlaceForm
from ..services.places import add_place
from .access import runner_of, sent
from .meetings import show_or_do


@show_or_do
def add(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """A place that stays in the group."""
    viewer = runner_of(request, group_id)
    form = PlaceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        add_place(
            service=viewer.group.service,
            group=viewer.group,
            by=viewer.user,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("The place is on your group's list."))
        return redirect("groups:book", viewer.group.pk)
    return render(request, "groups/place/add.jinja", {"viewer": viewer, "form": form})
