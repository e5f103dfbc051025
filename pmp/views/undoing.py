"""Taking a hand-over back: asked first, done once, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import staff_required
from groups.errors import Refused

from ..queries.handover import begun_among, last_undone, outcomes_of, undone_of
from ..queries.programmes import handover_of, visible_programmes
from ..services.undoing import NothingToUndo, undo_handover


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover_undo(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What taking it back does; POST does it. After a day: what to do instead."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    done, now = handover_of(programme), timezone.now()
    if done is None:
        messages.info(request, str(NothingToUndo.message))
        return redirect("pmp:programme", programme.pk)
    if request.method == "POST":
        try:
            undo_handover(programme=programme, by=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            return redirect("pmp:handover_undone", programme.pk)
    page = {
        "programme": programme,
        "handover": done,
        "outcomes": outcomes_of(programme),
        "is_too_late": not done.may_be_undone(now),
        "begun": begun_among(programme, now),
    }
    return render(request, "pmp/handover/undo.jinja", page)


@staff_required
@require_safe
def handover_undone(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Who heard of it and is told, who is to be told by hand, and who stays in a group."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    undone = last_undone(programme)
    if undone is None:
        return redirect("pmp:programme", programme.pk)
    page = {"programme": programme, "handover": undone, "undone": undone_of(undone)}
    return render(request, "pmp/handover/undone.jinja", page)
