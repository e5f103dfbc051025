"""The agreements that new groups are offered: a lead may write the service's own words."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by

from ..forms.agreements import AgreementForm
from ..queries.agreements import Offered, agreements_of
from ..services.agreements import reset_agreement, save_agreement
from .posted import posted


@lead_required
@require_safe
def agreement_list(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Each agreement as a new group is offered it now."""
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    context = {"service": service, "agreements": agreements_of(service)}
    return render(request, "pmp/agreement/list.jinja", context)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, service_id: UUID, code: str) -> HttpResponse:
    """Other words for one of them."""
    service, offered = _offered(request, service_id, code)
    form = AgreementForm(posted(request), initial={"words": offered.words})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        save_agreement(service=service, code=code, words=words, by=request.user, now=timezone.now())
        messages.success(request, _("The agreement is saved. New groups are offered it."))
        return redirect("pmp:agreement_list", service.pk)
    context = {"service": service, "offered": offered, "form": form}
    return render(request, "pmp/agreement/edit.jinja", context)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_reset(request: HttpRequest, service_id: UUID, code: str) -> HttpResponse:
    """Back to the words that came with the site, after a question."""
    service, offered = _offered(request, service_id, code)
    if offered.own is None:
        return redirect("pmp:agreement_list", service.pk)
    if request.method == "POST":
        reset_agreement(service=service, code=code, by=request.user, now=timezone.now())
        messages.success(request, _("The agreement has its first words again."))
        return redirect("pmp:agreement_list", service.pk)
    context = {"service": service, "offered": offered}
    return render(request, "pmp/agreement/reset.jinja", context)


def _offered(request: HttpRequest, service_id: UUID, code: str) -> tuple[PainService, Offered]:
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    offered = next((one for one in agreements_of(service) if one.code == code), None)
    if offered is None:
        raise Http404
    return service, offered
