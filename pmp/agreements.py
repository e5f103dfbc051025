"""Ready-made working agreements in our own words: what a new group may begin with."""

from django.utils.translation import gettext_lazy as _

from .models import AgreementCode

# Each sentence is a line of its own, as the group's page shows it.
SHORT = (
    _("What we say here stays here."),
    _("Come when you can, and leave when you need to. Nobody has to explain."),
    _("We listen. We give advice only when somebody asks for it."),
    _("If you are worried about somebody, tell the service. They read it, the group does not."),
)
USUAL = (
    *SHORT[:2],
    _("Say if you are not coming, if you can. If you cannot, that is fine too."),
    _("We listen. We give advice only when somebody asks for it. Everybody gets a turn."),
    _("We talk about good things too, and we have some fun."),
    _("We do not sell things, lend money or tell each other what to take."),
    _("We pass on a phone number or an address only if the person says so."),
    _("Jobs go round. Anybody can put a job down."),
    SHORT[3],
)
HOMES = (
    *USUAL[:2],
    _("Whoever has us at home says how many can come, and when it ends."),
    _("We keep the address to ourselves."),
    _("Nobody has to open their home. A café is always fine."),
    *USUAL[3:],
)
WORDS = {
    AgreementCode.SHORT: SHORT,
    AgreementCode.USUAL: USUAL,
    AgreementCode.HOMES: HOMES,
}


def default_words(code: str) -> str:
    """One agreement in the reader's language."""
    return "\n".join(str(line) for line in WORDS[AgreementCode(code)])
