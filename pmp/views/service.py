"""What a lead manages for the service: one page that leads to the rest, its details, its sites."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import lead_required
from followon.people.queries.staff import services_led_by
from followon.people.services.services import describe

from ..forms.staff import ServiceForm, SiteForm
from ..queries.sites import names_beside, sites_of
from ..services.sites import add_site, rename_site
from .posted import posted


@lead_required
@require_safe
def service_settings(request: HttpRequest) -> HttpResponse:
    """A card for each thing that only a lead can change."""
    return render(
        request, "pmp/service/settings.jinja", {"services": services_led_by(request.user)}
    )


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def service_details(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Name, phone and hours."""
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    fields = ("name", "message_name", "phone", "hours")
    form = ServiceForm(
        posted(request), initial={field: getattr(service, field) for field in fields}
    )
    if request.method == "POST" and form.is_valid():
        describe(service=service, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The details are saved"))
        return redirect("pmp:service_settings")
    return render(request, "pmp/service/details.jinja", {"form": form, "service": service})


@lead_required
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """The sites of the services that the viewer leads."""
    services = list(services_led_by(request.user))
    context = {"sites": sites_of(services), "services": services}
    return render(request, "pmp/site/list.jinja", context)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_add(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One more site."""
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    form = SiteForm(posted(request), taken=names_beside(service, None))
    if request.method == "POST" and form.is_valid():
        add_site(service=service, **form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("pmp:site_list")
    return render(request, "pmp/site/edit.jinja", {"form": form, "service": service})


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_edit(request: HttpRequest, site_id: int) -> HttpResponse:
    """Another name or town."""
    site = get_object_or_404(sites_of(services_led_by(request.user)), pk=site_id)
    form = SiteForm(
        posted(request),
        taken=names_beside(site.service, site),
        initial={"name": site.name, "town": site.town},
    )
    if request.method == "POST" and form.is_valid():
        rename_site(site=site, **form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("pmp:site_list")
    context = {"form": form, "service": site.service, "site": site}
    return render(request, "pmp/site/edit.jinja", context)
