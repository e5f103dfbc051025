"""People who were not placed at the hand-over come into a group later."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followon.people.access import staff_required
from groups.errors import Refused

from ..forms.additions import AdditionForm
from ..queries.drafts import takes_people
from ..queries.handover import not_placed
from ..queries.programmes import handover_of, visible_programmes
from ..services.handover import add_people
from .posted import posted


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Who, and into which group; POST adds them, and they are told."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if handover_of(programme) is None:
        return redirect("pmp:handover", programme.pk)
    free, groups = not_placed(programme), takes_people(programme)
    form = AdditionForm(posted(request), free=free, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            add_people(programme=programme, **form.chosen(), by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error("group", str(refused.message))
        else:
            messages.success(request, _("They are in the group, and will be told"))
            return redirect("pmp:handover_done", programme.pk)
    page = {"programme": programme, "form": form, "free": free, "groups": groups}
    return render(request, "pmp/handover/add.jinja", page)
