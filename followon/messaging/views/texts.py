from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import staff_required

from ..queries.inbound import text_to_read, texts_to_read
from ..services.inbound import mark_read, note_look
from .signed_in import person


@staff_required
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """Texts that were no answer to a question, for a person to read."""
    user = person(request)
    waiting = texts_to_read(user)
    note_look(texts=[each.text for each in waiting], by=user, now=timezone.now())
    return render(request, "messaging/text/list.jinja", {"waiting": waiting})


@staff_required
@require_POST
def text_read(request: HttpRequest, text_id: int) -> HttpResponse:
    """I have read this."""
    user = person(request)
    text = text_to_read(user, text_id)
    if text is None:
        raise Http404
    if mark_read(text=text, by=user, now=timezone.now()):
        messages.success(request, _("Marked as read."))
    else:
        messages.info(request, _("Someone else has already read this text."))
    return redirect("messaging:text_list")
