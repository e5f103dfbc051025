"""A service's own words of the ready-made agreements; groups that have one keep theirs."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import Agreement, AgreementCode


@transaction.atomic
def save_agreement(
    *, service: PainService, code: str, words: str, by: User, now: datetime
) -> Agreement:
    """From now on new groups are offered these words."""
    made, _new = Agreement.objects.update_or_create(
        service=service,
        code=AgreementCode(code),
        defaults={"words": words.strip(), "changed_by": by, "changed_at": now},
    )
    record("agreement.changed", made, by=by, now=now, service=service, code=code)
    return made


@transaction.atomic
def reset_agreement(*, service: PainService, code: str, by: User, now: datetime) -> bool:
    """Back to the words that we wrote; False where the service had none of its own."""
    own = Agreement.objects.filter(service=service, code=code).first()
    if own is None:
        return False
    record("agreement.reset", own, by=by, now=now, service=service, code=code)
    own.delete()
    return True
