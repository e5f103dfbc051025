"""The site, with a page for staff and one for leads that need nothing else."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from followon.people.access import lead_required, staff_required
from followon.urls import handler404, handler500
from followon.urls import urlpatterns as site

__all__ = ["handler404", "handler500", "urlpatterns"]


@staff_required
def for_staff(request: HttpRequest) -> HttpResponse:
    return HttpResponse("staff")


@lead_required
def for_leads(request: HttpRequest) -> HttpResponse:
    return HttpResponse("leads")


urlpatterns = [*site, path("for-staff/", for_staff), path("for-leads/", for_leads)]
