from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.people.queries.visits import visit_of

from ..models import Going
from ..queries.home import cards_of, groups_left
from ..queries.own_words import goals_to_ask
from .access import person_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's groups, the next meeting first."""
    user, now = person_of(request), timezone.now()
    cards = cards_of(user, now=now)
    goals = {"goals": goals_to_ask(user, now=now), "going": Going.choices}
    visit = visit_of(user, today=timezone.localdate(now))
    asked = {"unreachable": visit.unreachable, "to_check": visit.to_check}
    context = {"cards": cards, "is_ptv": visit.is_ptv, "now": now} | asked | goals
    if not cards:
        left = {"left": groups_left(user)}
        return render(request, "groups/home/none.jinja", context | left)
    return render(request, "groups/home/show.jinja", context)
