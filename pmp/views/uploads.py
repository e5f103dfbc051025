"""Participants from a file: choose it, look at what was read, confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required

from ..csv_people import ERROR
from ..forms.uploads import UploadForm
from ..queries.programmes import visible_programmes, visible_uploads
from ..services.uploads import Unreadable, confirm_upload, discard_upload, upload_file
from .posted import posted

SHOWN = 200


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Choose a file; nothing of it is saved as a participant yet."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            read = upload_file(
                programme=programme,
                data=form.cleaned_data["file"].read(),
                by=request.user,
                now=timezone.now(),
            )
        except Unreadable as error:
            form.add_error("file", error.message)
        else:
            return redirect("pmp:upload_preview", read.pk)
    return render(request, "pmp/upload/choose.jinja", {"form": form, "programme": programme})


@staff_required
@require_safe
def upload_preview(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Who was read and every bad cell, by row and column."""
    shown = get_object_or_404(visible_uploads(request.user), pk=upload_id)
    if shown.confirmed_at:
        return redirect("pmp:programme", shown.programme_id)
    errors = [problem for problem in shown.problems if problem["level"] == ERROR]
    notes = [problem for problem in shown.problems if problem["level"] != ERROR]
    return render(
        request,
        "pmp/upload/preview.jinja",
        {
            "upload": shown,
            "programme": shown.programme,
            # A page of five thousand rows is no help to anybody, and takes a phone minutes.
            "errors": errors[:SHOWN],
            "notes": notes[:SHOWN],
            "rows": shown.rows[:SHOWN],
            "more_errors": max(0, len(errors) - SHOWN),
            "more_notes": max(0, len(notes) - SHOWN),
            "more_rows": max(0, len(shown.rows) - SHOWN),
            "bad_rows": len({problem["row"] for problem in errors}),
        },
    )


@staff_required
@require_POST
def upload_confirm(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Add everybody who was read; confirming twice adds nobody twice."""
    shown = get_object_or_404(visible_uploads(request.user), pk=upload_id)
    if not shown.confirmed_at:
        done = confirm_upload(upload=shown, by=request.user, now=timezone.now())
        said = ngettext("%(n)d person added", "%(n)d people added", done.added) % {"n": done.added}
        messages.success(request, said)
    return redirect("pmp:programme", shown.programme_id)


@staff_required
@require_POST
def upload_discard(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Forget the file."""
    shown = get_object_or_404(visible_uploads(request.user), pk=upload_id)
    discard_upload(upload=shown, by=request.user, now=timezone.now())
    messages.info(request, _("The file was not used. Nobody was added"))
    return redirect("pmp:programme", shown.programme_id)
