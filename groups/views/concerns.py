"""I'm worried about someone, or myself: the help first, then a note to the service."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..errors import Refused
from ..forms.concerns import NoteForm
from ..queries.concerns import groups_of_person, service_that_knows, told_by_person
from ..queries.help_words import help_of
from ..queries.readers import services_that_take_notes
from ..services.concerns import raise_concern
from .access import person_of, sent
from .meetings import show_or_do


@show_or_do
def worried(request: HttpRequest) -> HttpResponse:
    """Whom to call; where a service has somebody who reads, a note to it; what was sent before."""
    user = person_of(request)
    groups = groups_of_person(user)
    services = list(dict.fromkeys(group.service for group in groups))
    read = services_that_take_notes(services)
    can_tell = [group for group in groups if group.service_id in read]
    form = NoteForm(sent(request), groups=can_tell) if can_tell else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _told(request, form):
            return redirect("groups:worried_sent")
    known = service_that_knows(user) if not services else None
    context = {
        "form": form,
        "services": help_of(services or ([known] if known else [])),
        "readers": list(dict.fromkeys(group.service for group in can_tell)),
        "told": told_by_person(user),
    }
    return render(request, "groups/concern/raise.jinja", context)


@require_safe
def worried_sent(request: HttpRequest) -> HttpResponse:
    """The note is there; what happens now."""
    told = told_by_person(person_of(request))
    if not told:
        raise Http404
    return render(request, "groups/concern/sent.jinja", {"concern": told[0]})


def _told(request: HttpRequest, form: NoteForm) -> bool:
    group = form.chosen
    try:
        raise_concern(
            service=group.service,
            group=group,
            words=form.cleaned_data["words"],
            by=person_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error("words", str(refused.message))
        return False
    return True
