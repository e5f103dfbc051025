"""The agreements that a service offers its new groups."""

from dataclasses import dataclass

from followon.people.models import PainService

from ..agreements import default_words
from ..models import Agreement, AgreementCode


@dataclass(frozen=True)
class Offered:
    """One agreement with its words; `own` is what the service wrote itself, None for ours."""

    code: str
    label: str
    words: str
    own: Agreement | None


def agreements_of(service: PainService) -> list[Offered]:
    """All of them, in the service's own words where it has some; one query."""
    own = {row.code: row for row in service.agreements.select_related("changed_by")}
    return [
        Offered(
            code=code.value,
            label=str(code.label),
            words=own[code].words if code in own else default_words(code),
            own=own.get(code),
        )
        for code in AgreementCode
    ]
