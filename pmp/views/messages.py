"""What staff see and can do about messages."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.messaging.queries import failures
from followon.messaging.queries.alarms import hold_up, problems
from followon.messaging.queries.spend import spent_this_month
from followon.messaging.services.resending import NotSentAgain, may_be_resent, resend
from followon.messaging.story import steps
from followon.people.access import staff_required
from followon.people.queries.staff import services_of
from groups.models import Group

from ..queries import messages as queries
from ..queries.counting import counted
from ..queries.delivery import by_group
from ..queries.needs import people_by_hand, people_to_check
from ..queries.new_numbers import dead_contacts

SHOWN = 5
PAGE = 25


@staff_required
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """Whether all is well, what needs somebody, and how many there are of the rest."""
    user, now = request.user, timezone.now()
    group = _chosen_group(request)
    found = failures.messages_of(user, now, subjects=_subjects(group, now))
    counts = failures.counts(found)
    needing = [part for part in failures.NEEDS_SOMEBODY if counts[part.code]]
    newest = {part.code: list(part.of(found)[:SHOWN]) for part in needing}
    shown = iter(queries.rows([message for rows in newest.values() for message in rows]))
    wrong = problems(now)
    context = {
        "problems": wrong,
        "held_up": hold_up(wrong),
        **counted(
            user,
            dead=dead_contacts(user, now),
            needs_to_check=people_to_check(user, now),
            needs_by_hand=people_by_hand(user, now),
        ),
        "group": group,
        "groups": list(queries.groups_of(user)),
        "unreached": queries.unreached(user, now, group=group),
        "needing": [(part, [next(shown) for _message in newest[part.code]]) for part in needing],
        "the_rest": failures.THE_REST,
        "counts": counts,
        "spent": spent_this_month(services_of(user), now),
    }
    return render(request, "pmp/message/list.jinja", context)


@staff_required
@require_safe
def message_part(request: HttpRequest, part: str) -> HttpResponse:
    """All messages of one part, newest first, a page at a time."""
    shown = failures.PARTS.get(part)
    if shown is None:
        raise Http404
    now, group = timezone.now(), _chosen_group(request)
    found = failures.messages_of(request.user, now, subjects=_subjects(group, now))
    page = Paginator(shown.of(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "part": shown,
        "group": group,
        "page": page,
        "rows": queries.rows(list(page.object_list)),
    }
    return render(request, "pmp/message/part.jinja", context)


@staff_required
@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The story of one message and its copies, without its words."""
    now = timezone.now()
    found = failures.messages_of(request.user, now)
    (row,) = queries.rows([get_object_or_404(found, pk=message_id)])
    context = {
        "row": row,
        "ringing": queries.untold(row.message, request.user, now),
        "steps": steps([row.message, *row.copies]),
        "may_be_resent": may_be_resent(row.message, now) and not row.went_another_way,
    }
    return render(request, "pmp/message/show.jinja", context)


@staff_required
@require_safe
def message_groups(request: HttpRequest) -> HttpResponse:
    """Group by group, how the messages of the last 30 days fared."""
    context = {"groups": by_group(request.user, timezone.now())}
    return render(request, "pmp/message/groups.jinja", context)


@staff_required
@require_POST
def message_resend(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send it once more, or say why not."""
    now = timezone.now()
    found = get_object_or_404(failures.messages_of(request.user, now), pk=message_id)
    try:
        resend(message=found, by=request.user, now=now)
    except NotSentAgain as refused:
        notices.warning(request, str(refused))
    else:
        notices.success(request, _("The message is on its way again."))
    return redirect("pmp:message", message_id)


def _chosen_group(request: HttpRequest) -> Group | None:
    """The group that the address names; one that the viewer does not see does not exist."""
    chosen = request.GET.get("group", "")
    if not chosen:
        return None
    try:
        return get_object_or_404(queries.groups_of(request.user), pk=UUID(chosen))
    except ValueError:
        raise Http404 from None


def _subjects(group: Group | None, now: datetime) -> list[str] | None:
    return None if group is None else queries.subjects_of(group, now)
