"""One group of a hand-over, a step at a time; each step is saved before the next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from followon.pages.words import longdate
from followon.people.access import staff_required
from groups.errors import Refused

from ..fitting import best
from ..forms.draft_jobs import AgreementForm, JobsForm
from ..forms.drafts import DateForm, PeopleForm
from ..forms.times import slot_name
from ..models import Draft, PartOfDay, Programme
from ..queries.agreements import agreements_of
from ..queries.drafts import Ready, drafts_of, left_over, nearby, places_for, visible_drafts
from ..queries.participants import times_of
from ..queries.programmes import handover_of, ptvs_of
from ..services import drafts as services
from .posted import posted
from .words import already_handed_over

__all__ = ["draft_agreement", "draft_date", "draft_jobs", "draft_people", "draft_remove"]


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_people(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who is in the group, and what it is called or which group they join."""
    draft = get_object_or_404(visible_drafts(request.user), pk=draft_id)
    everybody = drafts_of(draft.programme)
    ready = _of(draft, everybody)
    free = [*ready.people, *left_over(draft.programme, everybody)]
    free.sort(key=lambda one: (one.wish != "yes", one.user.full_name.casefold()))
    groups = list(nearby(draft.programme))
    form = PeopleForm(posted(request), ready=ready, free=free, nearby=groups)
    elsewhere = [one for other in everybody if other is not ready for one in other.people]
    page = {"elsewhere": elsewhere, "joins": ready.draft.joins_id}
    return _step(request, draft, form, "people", services.save_people, page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_date(request: HttpRequest, draft_id: int) -> HttpResponse:
    """When and where it meets first."""
    draft = get_object_or_404(visible_drafts(request.user), pk=draft_id)
    ready = _of(draft, drafts_of(draft.programme))
    places = places_for(draft.programme, ready.people)
    form = DateForm(posted(request), draft=draft, places=places, now=timezone.now())
    parts = PartOfDay.values
    page = {
        "best": best(times_of(ready.people), parts),
        "slot_words": slot_name,
        "names": {str(one.pk): one.user.full_name for one in ready.people},
    }
    return _step(request, draft, form, "date", services.save_date, page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_jobs(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who does what, and the volunteer who goes along."""
    draft = get_object_or_404(visible_drafts(request.user), pk=draft_id)
    ready = _of(draft, drafts_of(draft.programme))
    ptvs = list(ptvs_of([draft.programme.service]))
    form = JobsForm(posted(request), ready=ready, ptvs=ptvs)
    return _step(request, draft, form, "jobs", services.save_jobs, {})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_agreement(request: HttpRequest, draft_id: int) -> HttpResponse:
    """How often it meets, what for, and the agreement that it begins with."""
    draft = get_object_or_404(visible_drafts(request.user), pk=draft_id)
    ready = _of(draft, drafts_of(draft.programme))
    agreements = agreements_of(draft.programme.service)
    form = AgreementForm(posted(request), ready=ready, agreements=agreements)
    page = {"agreements": agreements}
    return _step(request, draft, form, "agreement", services.save_agreement, page)


@staff_required
@require_POST
def draft_remove(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Not this group after all."""
    draft = get_object_or_404(visible_drafts(request.user), pk=draft_id)
    programme = draft.programme
    try:
        services.remove_draft(draft=draft, by=request.user, now=timezone.now())
    except Refused:
        return already(request, programme)
    return redirect("pmp:handover", programme.pk)


def _of(draft: Draft, everybody: list[Ready]) -> Ready:
    return next(ready for ready in everybody if ready.draft.pk == draft.pk)


NEXT = {"people": "date", "date": "jobs", "jobs": "agreement", "agreement": ""}


def _step(
    request: HttpRequest,
    draft: Draft,
    form: Form | Any,
    step: str,
    save: Callable[..., None],
    page: dict[str, Any],
) -> HttpResponse:
    """Show one step, or save it and go on; after the hand-over nothing changes any more."""
    programme = draft.programme
    if programme.is_handed_over:
        return already(request, programme)
    if request.method == "POST" and form.is_valid():
        try:
            save(draft=draft, **form.chosen(), by=request.user, now=timezone.now())
        except Refused:
            return already(request, programme)
        following = "" if draft.joins_id else NEXT[step]
        if following and not getattr(draft, f"has_{following}"):
            return redirect(f"pmp:draft_{following}", draft.pk)
        return redirect("pmp:handover", programme.pk)
    context = {"draft": draft, "programme": programme, "form": form, **page}
    return render(request, f"pmp/handover/{step}.jinja", context)


def already(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Somebody came back to a step after the hand-over: to what was done, with a word about it."""
    done = handover_of(programme)
    if done is not None:
        messages.info(request, already_handed_over(longdate(done.at)))
    return redirect("pmp:handover_done", programme.pk)
