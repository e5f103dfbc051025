"""Which form asks which question."""

from ..steps import Step
from .questions import (
    AccessForm,
    CommunicationForm,
    JobsForm,
    QuestionForm,
    ReachForm,
    SharingForm,
    TravelForm,
    WishForm,
)
from .times import HardForm, TimesForm

FORM_OF: dict[Step, type[QuestionForm]] = {
    form.step: form
    for form in (
        WishForm,
        ReachForm,
        SharingForm,
        TimesForm,
        HardForm,
        TravelForm,
        AccessForm,
        CommunicationForm,
        JobsForm,
    )
}
