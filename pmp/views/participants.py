"""One participant: added by hand, looked at, answered for, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required

from ..forms.participants import ParticipantForm
from ..queries.answers import answers_of
from ..queries.invitations import newest_invitations
from ..queries.participants import reached_by_message, visible_participants
from ..queries.programmes import visible_programmes
from ..services.invitations import may_be_asked
from ..services.participants import add_participant, withdraw_participant
from ..summary import summary_for_staff
from .posted import posted


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def participant_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Put one person into the programme by hand."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    form = ParticipantForm(posted(request))
    if request.method == "POST" and form.is_valid():
        added = add_participant(
            programme=programme, **form.cleaned_data, by=request.user, now=timezone.now()
        )
        name = added.user.full_name
        messages.success(request, _("%(name)s is in the programme") % {"name": name})
        return redirect("pmp:programme", programme.pk)
    return render(request, "pmp/participant/add.jinja", {"form": form, "programme": programme})


@staff_required
@require_safe
def participant(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """What one person answered, how they were asked, and what can be done for them."""
    shown = get_object_or_404(visible_participants(request.user), pk=participant_id)
    today = timezone.localdate(timezone.now())
    looked_after = shown.programme.is_looked_after(today)
    return render(
        request,
        "pmp/participant/show.jinja",
        {
            "participant": shown,
            "programme": shown.programme,
            "summary": summary_for_staff(answers_of(shown), with_contacts=looked_after),
            "invitations": newest_invitations([shown])[shown.pk],
            "looked_after": looked_after,
            "may_be_asked": may_be_asked(shown),
            "by_message": reached_by_message(shown),
        },
    )


@staff_required
@require_POST
def participant_withdraw(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """They left the programme."""
    shown = get_object_or_404(visible_participants(request.user), pk=participant_id)
    withdraw_participant(participant=shown, by=request.user, now=timezone.now())
    name = shown.user.full_name
    messages.success(request, _("%(name)s has left the programme") % {"name": name})
    return redirect("pmp:programme", shown.programme_id)
