"""Who works for the service: listed, invited, helped with signing in, let go. The lead's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import lead_required
from followon.people.models import STAFF_ROLES, StaffPost
from followon.people.queries.staff import posts_led_by, services_led_by, works_elsewhere
from followon.people.services.staff import NoLeadLeft, invite, let_go
from followon.sign_in.resetting import reset_second_factor, with_second_factor

from ..forms.staff import InviteForm
from .posted import posted

ELSEWHERE = gettext_lazy(
    "They work for another service too, whose pages this would open. Please ask whoever runs "
    "Follow-on for you."
)


@lead_required
@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """Everybody with an open post, and whether their sign-in is set up."""
    posts = list(posts_led_by(request.user))
    context = {"posts": posts, "set_up": with_second_factor([post.user_id for post in posts])}
    return render(request, "pmp/staff/list.jinja", context | {"staff_roles": STAFF_ROLES})


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_invite(request: HttpRequest) -> HttpResponse:
    """Give somebody a post."""
    form = InviteForm(posted(request), services=list(services_led_by(request.user)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        post = invite(
            full_name=data["full_name"],
            contacts={"email": data["email"], "mobile": data["mobile"]},
            service=form.service_chosen,
            role=data["role"],
            by=request.user,
            now=timezone.now(),
        )
        name = {"name": post.user.full_name}
        messages.success(request, _("%(name)s can sign in now. Please tell them.") % name)
        return redirect("pmp:staff_list")
    return render(request, "pmp/staff/invite.jinja", {"form": form})


@lead_required
@require_safe
def staff_member(request: HttpRequest, post_id: int) -> HttpResponse:
    """One person's post, and what a lead can do for them."""
    post = _find(request, post_id)
    context = {
        "post": post,
        "has_second_factor": post.user_id in with_second_factor([post.user_id]),
        "is_oneself": post.user_id == request.user.pk,
        "elsewhere": ELSEWHERE if works_elsewhere(post, request.user) else "",
        "is_staff": post.role in STAFF_ROLES,
    }
    return render(request, "pmp/staff/show.jinja", context)


@lead_required
@require_POST
def staff_reset(request: HttpRequest, post_id: int) -> HttpResponse:
    """Their second factor is set up anew; one's own is changed on the account page."""
    post = _find(request, post_id)
    if post.user_id == request.user.pk:
        messages.error(request, _("Change your own on your account page"))
    elif works_elsewhere(post, request.user):
        messages.error(request, ELSEWHERE)
    elif reset_second_factor(
        user=post.user, service=post.service, by=request.user, now=timezone.now()
    ):
        name = {"name": post.user.full_name}
        messages.success(request, _("%(name)s sets it up again at their next sign-in") % name)
    return redirect("pmp:staff_member", post.pk)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_end(request: HttpRequest, post_id: int) -> HttpResponse:
    """They no longer work here; asked first."""
    post = _find(request, post_id)
    if request.method != "POST":
        context = {"post": post, "is_oneself": post.user_id == request.user.pk}
        return render(request, "pmp/staff/end.jinja", context)
    try:
        let_go(post=post, by=request.user, now=timezone.now())
    except NoLeadLeft as refused:
        messages.error(request, str(refused))
        return redirect("pmp:staff_member", post.pk)
    name = {"name": post.user.full_name}
    messages.success(request, _("%(name)s no longer sees the service’s pages") % name)
    return redirect("home" if post.user_id == request.user.pk else "pmp:staff_list")


def _find(request: HttpRequest, post_id: int) -> StaffPost:
    return get_object_or_404(posts_led_by(request.user), pk=post_id)
