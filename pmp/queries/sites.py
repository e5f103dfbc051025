"""The sites that a lead manages."""

from django.db.models import Count, QuerySet

from followon.people.models import PainService

from ..models import Site


def sites_of(services: QuerySet[PainService] | list[PainService]) -> QuerySet[Site]:
    """By service and name, each with how many programmes ran there."""
    sites = Site.objects.filter(service__in=services).select_related("service")
    return sites.annotate(runs=Count("programmes")).order_by("service__name", "name")


def names_beside(service: PainService, site: Site | None) -> set[str]:
    """What the service's other sites are called."""
    others = service.sites.exclude(pk=site.pk) if site else service.sites.all()
    return set(others.values_list("name", flat=True))
