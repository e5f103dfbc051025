"""Which form asks which question."""

from ..steps import Step
from .languages import LanguageForm
from .needs import AccessForm, CommunicationForm
from .questions import JobsForm, QuestionForm, TravelForm, WishForm
from .reaching import ReachForm, SharingForm
from .times import HardForm, TimesForm

FORM_OF: dict[Step, type[QuestionForm]] = {
    form.step: form
    for form in (
        WishForm,
        ReachForm,
        SharingForm,
        LanguageForm,
        TimesForm,
        HardForm,
        TravelForm,
        AccessForm,
        CommunicationForm,
        JobsForm,
    )
}
