from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.pages.words import longdate

from .. import turns
from ..errors import Refused
from ..forms.members import OfferForm
from ..local_time import local_day
from ..models import Job, JobKind, JobState
from ..queries.jobs import own_job
from ..services import jobs
from .access import meeting_or_404, member_of, sent
from .meetings import show_or_do


@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """A job that is offered, or that one has."""
    found = _own(request, job_id)
    today = local_day(timezone.now(), found.group.zone)
    may_go_on = turns.may_go_on(found.turn_ends_on, today)
    context = {"job": found, "today": today, "may_go_on": may_go_on}
    return render(request, "groups/job/show.jinja", context)


@require_POST
def accept(request: HttpRequest, job_id: int) -> HttpResponse:
    """Yes to an offer."""
    found = _own(request, job_id)
    try:
        jobs.accept_job(job=found, by=found.member.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        name = found.get_kind_display().lower()
        messages.success(request, _("Thank you. You are now the %(job)s.") % {"job": name})
    return redirect("groups:group", found.group_id)


@require_POST
def decline(request: HttpRequest, job_id: int) -> HttpResponse:
    """No to an offer, and no reason asked."""
    found = _own(request, job_id)
    try:
        jobs.decline_job(job=found, by=found.member.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("That is fine. Thank you for answering."))
    return redirect("groups:group", found.group_id)


@require_POST
def go_on(request: HttpRequest, job_id: int) -> HttpResponse:
    """Another turn at a job that one has."""
    found = _own(request, job_id)
    try:
        held = jobs.go_on(job=found, by=found.member.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        day = {"day": longdate(held.turn_ends_on)}
        messages.success(request, _("Thank you. You have this job until %(day)s.") % day)
    return redirect("groups:job", found.pk)


@show_or_do
def lay_down(request: HttpRequest, job_id: int) -> HttpResponse:
    """I need a break from this job; nobody asks why."""
    found = _own(request, job_id)
    if found.state != JobState.HELD:
        raise Http404
    if request.method == "POST":
        jobs.lay_down(job=found, by=found.member.user, now=timezone.now())
        messages.success(request, _("Done. Thank you for all that you did."))
        return redirect("groups:group", found.group_id)
    return render(request, "groups/job/lay_down.jinja", {"job": found})


@show_or_do
def offer(request: HttpRequest, group_id: UUID, kind: str) -> HttpResponse:
    """Asking somebody to take a job; whoever asks themself has it at once."""
    viewer, member = member_of(request, group_id)
    holder = viewer.holder(kind)
    is_holder = holder is not None and holder.pk == member.pk
    if kind not in JobKind.values or not viewer.is_open or not (viewer.runs or is_holder):
        raise Http404
    label = str(JobKind(kind).label)
    form = OfferForm(
        sent(request),
        group_id=viewer.group.pk,
        but=holder.pk if holder else None,
        job=label,
    )
    if request.method == "POST" and form.is_valid():
        asked, now = form.cleaned_data["member"], timezone.now()
        made = jobs.offer_job(group=viewer.group, member=asked, kind=kind, by=viewer.user, now=now)
        if asked.pk == member.pk:
            jobs.accept_job(job=made, by=viewer.user, now=now)
        else:
            name = {"name": asked.user.first_name}
            messages.success(request, _("%(name)s is being asked. They can say no.") % name)
        return redirect("groups:group", viewer.group.pk)
    back = reverse("groups:group", args=[viewer.group.pk])
    context = {"form": form, "job": label.lower(), "back_url": back}
    return render(request, "groups/job/offer.jinja", context)


@show_or_do
def unwell(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Hand tonight to the deputy."""
    now = timezone.now()
    meeting = meeting_or_404(meeting_id)
    viewer, member = member_of(request, meeting.group_id)
    runs = any(each.kind in (JobKind.COORDINATOR, JobKind.DEPUTY) for each in viewer.own_jobs)
    if not runs or meeting.starts_at <= now:
        raise Http404
    if request.method == "POST":
        try:
            other = jobs.take_over_tonight(meeting=meeting, unwell=member, by=viewer.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            name = {"name": other.user.first_name}
            done = _("Done. %(name)s is being asked to run it. Look after yourself.") % name
            messages.success(request, done)
        return redirect("groups:meeting", meeting.pk)
    others = [
        each.member.user.first_name
        for each in viewer.jobs
        if each.kind in (JobKind.COORDINATOR, JobKind.DEPUTY) and each.member_id != member.pk
    ]
    context = {"meeting": meeting, "other": others[0] if others else ""}
    return render(request, "groups/job/unwell.jinja", context)


def _own(request: HttpRequest, job_id: int) -> Job:
    found = own_job(job_id, request.user.pk)
    if found is None:
        raise Http404
    return found
