"""What people need of a place in the few words of a list; `AccessNeed` has the full ones."""

from django.utils.translation import gettext_lazy as _

from followon.people.models import AccessNeed

IN_A_LIST = {
    AccessNeed.STEP_FREE: _("step-free way in"),
    AccessNeed.SEATING: _("good chairs and room to move"),
    AccessNeed.TOILET: _("accessible toilet"),
    AccessNeed.PARKING: _("parking"),
    AccessNeed.BUS: _("bus stop"),
    AccessNeed.QUIET: _("quiet"),
    AccessNeed.WARM: _("warmth"),
}
