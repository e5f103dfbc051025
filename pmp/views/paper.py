"""The questions on paper: printed, and typed in with the person's agreement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import staff_required

from ..forms.paper import AgreementForm, PaperCodeForm, paper_forms
from ..forms.printed import printed_questions
from ..forms.slips import SlipsForm
from ..models import Programme
from ..queries.answers import answers_of, no_answers
from ..queries.paper import to_type_in, whose_form
from ..queries.participants import everybody, visible_participants
from ..queries.programmes import visible_programmes
from ..services.invitations import make_slips
from ..services.paper import save_paper
from .posted import posted
from .slips import code_address, drawn


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Whose form is typed in next; POST goes by the code on it."""
    programme, now = _running(request, programme_id), timezone.now()
    form = PaperCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        found = whose_form(programme, form.cleaned_data["code"], now)
        if found is not None:
            return redirect("pmp:participant_answers", found)
        wrong = _("No form of this programme has that code. Check it, or choose the name below")
        form.add_error("code", wrong)
    page = {"programme": programme, "form": form, "people": to_type_in(programme)}
    return render(request, "pmp/paper/list.jinja", page)


@staff_required
@require_safe
def paper_blank(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One form without a name, to be copied."""
    programme = _running(request, programme_id)
    return render(request, "pmp/paper/print.jinja", _printed(programme) | {"sheets": [None]})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def paper_print(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Choose people; POST makes new codes and shows a form for each, ready to print."""
    programme, now = _running(request, programme_id), timezone.now()
    form = SlipsForm(posted(request), everybody=everybody(programme, with_contacts=False, now=now))
    if request.method != "POST" or not form.is_valid():
        page = {"programme": programme, "form": form}
        return render(request, "pmp/paper/choose.jinja", page)
    chosen = [line.participant for line in form.chosen()]
    made = make_slips(programme=programme, participants=chosen, by=request.user, now=now)
    sheets = {"sheets": [drawn(slip) for slip in made]}
    return render(request, "pmp/paper/print.jinja", _printed(programme) | sheets)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def participant_answers(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """A5: every question on one page; nothing is saved without the person's agreement."""
    shown = get_object_or_404(visible_participants(request.user), pk=participant_id)
    now = timezone.now()
    if shown.withdrawn_at or not shown.programme.is_looked_after(timezone.localdate(now)):
        raise Http404  # the page shows how to reach the person
    data = posted(request)
    agreement = AgreementForm(data)
    forms = paper_forms(data, answers_of(shown))
    if request.method == "POST" and all([form.is_valid() for form in [*forms, agreement]]):  # noqa: C419 (every form says what is wrong)
        save_paper(participant=shown, forms=forms, by=request.user, now=now)
        name = shown.user.full_name
        messages.success(request, _("The answers of %(name)s are saved") % {"name": name})
        return redirect("pmp:paper_list", shown.programme_id)
    page = {
        "form": [*forms, agreement],
        # After a no the other questions are not judged, but stay on the page.
        "questions": [*forms, *paper_forms(None, answers_of(shown))[len(forms) :]],
        "agreement": agreement,
        "participant": shown,
        "programme": shown.programme,
    }
    return render(request, "pmp/participant/answers.jinja", page)


def _running(request: HttpRequest, programme_id: UUID) -> Programme:
    """A programme whose team still sees how to reach its people."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if not programme.is_looked_after(timezone.localdate(timezone.now())):
        raise Http404
    return programme


def _printed(programme: Programme) -> dict[str, object]:
    return {
        "programme": programme,
        "questions": printed_questions(no_answers(programme)),
        "code_address": code_address(),
    }
