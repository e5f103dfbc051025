"""Asking the participants by message."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from followon.people.access import staff_required

from ..queries.participants import everybody, visible_participants
from ..queries.programmes import visible_programmes
from ..services.invitations import invite_all, may_be_asked, resend


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A3: who will be asked by text or email, and who needs a slip; POST asks."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    now = timezone.now()
    if request.method == "POST":
        invited = invite_all(programme=programme, by=request.user, now=now)
        number = len(invited.asked)
        said = ngettext("%(n)d person is being asked", "%(n)d people are being asked", number) % {
            "n": number
        }
        messages.success(request, said)
        return redirect("pmp:programme", programme.pk)
    people = everybody(programme, with_contacts=False, now=now)
    page = {"programme": programme, "everybody": people}
    return render(request, "pmp/invitation/invite.jinja", page)


@staff_required
@require_POST
def invitation_resend(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """Ask one person again, with a new link."""
    shown = get_object_or_404(visible_participants(request.user), pk=participant_id)
    if not may_be_asked(shown):
        raise Http404
    name = shown.user.full_name
    if resend(participant=shown, by=request.user, now=timezone.now()):
        messages.success(request, _("%(name)s is being asked again") % {"name": name})
    else:
        messages.warning(
            request, _("No message can reach %(name)s. Print a slip for them") % {"name": name}
        )
    return redirect("pmp:participant", shown.pk)
