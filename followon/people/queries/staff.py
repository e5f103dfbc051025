from django.db.models import Case, QuerySet, Value, When

from ..models import PainService, Role, StaffPost, User


def services_of(user: User) -> QuerySet[PainService]:
    """The services that this person works for as a clinician or lead."""
    posts = StaffPost.objects.staff().filter(user=user)
    return PainService.objects.filter(pk__in=posts.values("service")).order_by("name")


def staff_roles(user: User) -> set[str]:
    """The roles of the posts that open a service's pages to this person."""
    return set(StaffPost.objects.staff().filter(user=user).values_list("role", flat=True))


def services_led_by(user: User) -> QuerySet[PainService]:
    """The services that this person leads."""
    posts = StaffPost.objects.staff().filter(user=user, role=Role.LEAD)
    return PainService.objects.filter(pk__in=posts.values("service")).order_by("name")


def is_staff(user: User) -> bool:
    """Whether this person has a post that opens the service's pages."""
    return StaffPost.objects.staff().filter(user=user).exists()


def is_lead(user: User) -> bool:
    """Whether this person leads a service."""
    return StaffPost.objects.staff().filter(user=user, role=Role.LEAD).exists()


def is_ptv(user: User) -> bool:
    """Whether this person is a patient tutor volunteer now."""
    return StaffPost.objects.open().filter(user=user, role=Role.PTV).exists()


def posts_led_by(user: User) -> QuerySet[StaffPost]:
    """Every open post of the services that this person leads, leads first, by name."""
    led = StaffPost.objects.staff().filter(user=user, role=Role.LEAD)
    rank = Case(
        When(role=Role.LEAD, then=Value(0)),
        When(role=Role.CLINICIAN, then=Value(1)),
        default=Value(2),
    )
    posts = StaffPost.objects.open().filter(service__in=led.values("service"))
    return posts.select_related("user", "service").order_by(
        "service__name", rank, "user__full_name", "pk"
    )


def works_elsewhere(post: StaffPost, lead: User) -> bool:
    """Whether whoever holds it works for a service that is not this lead's, by the one sign-in."""
    others = StaffPost.objects.staff().filter(user=post.user_id)
    return others.exclude(service__in=services_led_by(lead)).exists()
