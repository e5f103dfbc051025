from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.pages import languages

from ..models import Audience, ContactKind, SharedThing
from ..queries.contacts import changes_of
from ..queries.preferences import preference_of
from ..queries.sharing import audience_of
from ..queries.staff import is_staff
from ..queries.visits import visit_of
from .signed_in import person


@require_safe
def details(request: HttpRequest) -> HttpResponse:
    """What is held on the person who looks, and where to change it."""
    user, now = person(request), timezone.now()
    contacts = {contact.kind: contact for contact in user.contacts.all()}
    changes = changes_of(user, now)
    visit = visit_of(user, today=timezone.localdate(now))
    audiences = audience_of(user)
    return render(
        request,
        "people/details/show.jinja",
        {
            "person": user,
            "is_staff": is_staff(user),
            "preference": preference_of(user),
            "contacts": [(kind, contacts.get(kind), changes.get(kind)) for kind in ContactKind],
            "languages": languages.available(),
            "unreachable": visit.unreachable,
            "needs": visit.needs,
            "to_check": visit.to_check,
            "sharing": [(thing, Audience(audiences[thing])) for thing in SharedThing],
        },
    )
