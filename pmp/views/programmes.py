"""Programmes: the list, a new one, and the page of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import staff_required
from followon.people.queries.staff import services_of

from ..forms.programmes import ProgrammeForm
from ..forms.times import slot_name
from ..queries import programmes as queries
from ..queries.participants import everybody
from ..queries.plans import plan_of
from ..services.programmes import create_programme
from .posted import posted


@staff_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """A1: every programme of the viewer's services, newest first."""
    programmes = queries.programmes_of(request.user)
    return render(request, "pmp/programme/list.jinja", {"programmes": programmes})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_create(request: HttpRequest) -> HttpResponse:
    """A1: name, site, first date and time; the weekly sessions follow from them.

    `?like=` names one whose site, time, number of sessions and volunteers the next one takes over.
    """
    now = timezone.now()
    services = list(services_of(request.user))
    form = ProgrammeForm(
        posted(request),
        services=services,
        today=timezone.localdate(now),
        initial=queries.usual_for(request.user, like=request.GET.get("like", "")),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        programme = create_programme(
            service=form.service_chosen,
            site_name=data["site_name"],
            name=data["name"],
            first_date=data["first_date"],
            time=data["time"],
            sessions=data["sessions"],
            ptvs=data.get("ptvs", ()),
            skip_bank_holidays=data["skip_bank_holidays"],
            by=request.user,
            now=now,
        )
        return redirect("pmp:programme", programme.pk)
    return render(request, "pmp/programme/create.jinja", {"form": form})


@staff_required
@require_safe
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The programme's participants with their answers, and what is to be done next."""
    shown = get_object_or_404(queries.visible_programmes(request.user), pk=programme_id)
    now = timezone.now()
    today = timezone.localdate(now)
    looked_after = shown.is_looked_after(today)
    sessions = queries.sessions_of(shown)
    handover = queries.handover_of(shown)
    return render(
        request,
        "pmp/programme/show.jinja",
        {
            "programme": shown,
            "sessions": sessions,
            "sessions_left": queries.sessions_left(sessions, today),
            "everybody": everybody(shown, with_contacts=looked_after, now=now),
            "handover": handover,
            "may_be_undone": handover is not None and handover.may_be_undone(now),
            "plan": plan_of(shown),
            "slot_words": slot_name,
            "looked_after": looked_after,
            "under_way": queries.upload_under_way(shown),
        },
    )
