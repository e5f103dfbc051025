"""Words that raise a concern's priority: ours always count, a lead adds the service's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followon.people.access import lead_required
from followon.people.queries.staff import services_led_by
from groups.concern_words import OURS
from groups.queries.priority_words import versions_of
from groups.services.priority_words import set_priority_words

from ..forms.priority_words import PriorityWordsForm
from .posted import posted


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def priority_words(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The list as it is now, ours beside it, and who changed it when."""
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    versions = versions_of(service)
    now_counting = versions[0].phrases if versions else ""
    form = PriorityWordsForm(posted(request), initial={"phrases": now_counting})
    if request.method == "POST" and form.is_valid():
        phrases = form.cleaned_data["phrases"]
        set_priority_words(service=service, phrases=phrases, by=request.user, now=timezone.now())
        messages.success(request, _("The words are saved and count from now on."))
        return redirect("pmp:priority_words", service.pk)
    context = {"service": service, "form": form, "ours": OURS, "versions": versions}
    return render(request, "pmp/priority_words/show.jinja", context)
