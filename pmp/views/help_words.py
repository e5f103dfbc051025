"""What a service adds to "If you need help now": proposed, approved by name, looked at again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by
from groups.errors import Refused
from groups.queries.help_words import proposed_of, versions_of, words_by_service
from groups.services.help_words import approve_help_words, propose_help_words

from ..forms.help_words import ApprovalForm, HelpWordsForm


@lead_required
@require_safe
def help_words(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What counts, what waits for approval, and every version with who and when."""
    return _shown(request, _find(request, service_id))


@lead_required
@require_POST
def help_words_propose(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """A new version; what counted before counts on."""
    service = _find(request, service_id)
    form = HelpWordsForm(request.POST)
    if not form.is_valid():
        return _shown(request, service, form=form)
    words = form.cleaned_data["words"]
    propose_help_words(service=service, words=words, by=request.user, now=timezone.now())
    messages.success(request, _("The words are proposed. They count once they are approved."))
    return redirect("pmp:help_words", service.pk)


@lead_required
@require_POST
def help_words_approve(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The newest version counts from now on."""
    service, now = _find(request, service_id), timezone.now()
    version = proposed_of(service)
    form = ApprovalForm(request.POST, today=timezone.localdate(now))
    if version is None or str(version.pk) != request.POST.get("version"):
        messages.info(request, _("There is a newer version, or this one is already approved."))
        return redirect("pmp:help_words", service.pk)
    if not form.is_valid():
        return _shown(request, service, approval=form)
    try:
        approve_help_words(version=version, **form.cleaned_data, by=request.user, now=now)
    except Refused as refused:
        messages.info(request, str(refused.message))
    else:
        messages.success(request, _("Approved. The page shows the words within 5 minutes."))
    return redirect("pmp:help_words", service.pk)


def _find(request: HttpRequest, service_id: UUID) -> PainService:
    return get_object_or_404(services_led_by(request.user), pk=service_id)


def _shown(
    request: HttpRequest,
    service: PainService,
    *,
    form: HelpWordsForm | None = None,
    approval: ApprovalForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    counting = words_by_service([service.pk]).get(service.pk)
    context: dict[str, Any] = {
        "service": service,
        "counting": counting,
        "is_overdue": counting is not None and counting.is_overdue(today),
        "proposed": proposed_of(service),
        "versions": versions_of(service),
        "proposing": form or HelpWordsForm(initial={"words": counting.words if counting else ""}),
        "approving": approval or ApprovalForm(today=today),
        "form": form or approval,
    }
    return render(request, "pmp/help_words/show.jinja", context)
