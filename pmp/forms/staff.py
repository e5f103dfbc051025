"""Who works for the service, and what the service is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.messaging.checking import strange_named
from followon.people.models import ContactKind, PainService, Role
from followon.people.neutral_words import health_words_in
from followon.people.phones import read_phone
from followon.people.services.contacts import read_contact

ROLE_HINTS = {
    Role.PTV: _("Sees the programmes and groups that they help with, and nobody’s answers"),
    Role.CLINICIAN: _("Runs programmes and sees how groups are doing"),
    Role.LEAD: _("As a clinician, and manages staff, words and settings"),
}


class InviteForm(forms.Form):
    """`services` are those that the viewer leads."""

    service = forms.ChoiceField(
        label=_("Pain service"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a pain service")},
    )
    role = forms.ChoiceField(
        label=_("What do they do?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they do")},
    )
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        error_messages={
            "required": _("Enter their name"),
            "max_length": _("Use 100 letters or fewer"),
        },
    )
    email = forms.CharField(
        label=_("Email address"),
        help_text=_("They sign in with a code that is sent there"),
        required=False,
        widget=forms.EmailInput,
    )
    mobile = forms.CharField(
        label=_("Mobile number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "width": 20}),
    )

    def __init__(self, *args: Any, services: list[PainService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(one.pk): one for one in services}
        fields: Any = self.fields
        fields["service"].choices = [(key, one.name) for key, one in self.services.items()]
        fields["role"].option_hints = ROLE_HINTS
        if len(self.services) == 1:
            del fields["service"]

    @property
    def service_chosen(self) -> PainService:
        key = self.cleaned_data.get("service") or next(iter(self.services))
        return self.services[key]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kinds = (ContactKind.EMAIL.value, ContactKind.MOBILE.value)
        for kind in kinds:
            if data.get(kind):
                try:
                    read_contact(kind, data[kind])
                except ValueError as error:
                    self.add_error(kind, str(error))
        if not any(data.get(kind) or kind in self.errors for kind in kinds):
            self.add_error("email", _("Enter an email address or a mobile number"))
        return data


class ServiceForm(forms.Form):
    """Name, phone and hours, as patients read them."""

    name = forms.CharField(
        label=_("Name of the service"),
        help_text=_("Staff see it. Messages do not say it"),
        max_length=120,
        error_messages={"required": _("Enter the name of the service")},
    )
    message_name = forms.CharField(
        label=_("Name in messages"),
        help_text=_("Every text begins with it. 20 letters or fewer, and no word about health"),
        max_length=20,
        error_messages={
            "required": _("Enter the name in messages"),
            "max_length": _("Use 20 letters or fewer"),
        },
    )
    phone = forms.CharField(
        label=_("Phone number"),
        widget=forms.TextInput(attrs={"type": "tel", "width": 20}),
        max_length=20,
        error_messages={"required": _("Enter a phone number")},
    )
    hours = forms.CharField(
        label=_("When somebody answers"),
        help_text=_("Such as “Monday to Friday, 9am to 5pm”"),
        max_length=120,
        error_messages={"required": _("Enter when somebody answers")},
    )

    def clean_message_name(self) -> str:
        name = " ".join(self.cleaned_data["message_name"].split())
        found = health_words_in(name)
        if found:
            raise forms.ValidationError(
                _("Take out “%(word)s”: anyone may see a locked screen") % {"word": found[0]}
            )
        strange = strange_named(name)
        if strange:
            raise forms.ValidationError(_("Texts cannot carry %(letter)s") % {"letter": strange[0]})
        return name

    def clean_phone(self) -> str:
        if read_phone(self.cleaned_data["phone"]) is None:
            raise forms.ValidationError(_("Enter a phone number, like 0117 496 0123"))
        return str(self.cleaned_data["phone"])


class SiteForm(forms.Form):
    """Where programmes run; `taken` are the names that the service's other sites have."""

    name = forms.CharField(
        label=_("Name of the site"),
        max_length=80,
        error_messages={
            "required": _("Enter the name of the site"),
            "max_length": _("Use 80 letters or fewer"),
        },
    )
    town = forms.CharField(label=_("Town"), required=False, max_length=60)

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() in self.taken:
            raise forms.ValidationError(_("There is a site of that name already"))
        return name
