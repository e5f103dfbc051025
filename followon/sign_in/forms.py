"""The questions of signing in."""

import re
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followon.people.models import User

from .sealing import opens
from .whose import Way, read_way

CODE_LENGTH = 6
# Longer than a code from an app is good for, with a step's tolerance either way.
APP_CODE_LIFE = 120


class AskForm(forms.Form):
    """One box for a mobile number or an e-mail address."""

    contact = forms.CharField(
        label=_("What is your mobile number or email address?"),
        help_text=_("We will send you a code. You do not need a password."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter your mobile number or email address")},
    )
    contact.is_page_heading = True  # type: ignore[attr-defined]

    def clean_contact(self) -> Way:
        way = read_way(self.cleaned_data["contact"])
        if way is None:
            raise ValidationError(
                _("Enter a mobile number, like 07700 900123, or an email address")
            )
        if not may_ask_for_a_code(way):
            raise ValidationError(
                _("You have asked for too many codes. Wait 15 minutes, then try again")
            )
        return way


def may_ask_for_a_code(way: Way) -> bool:
    """Counts one code against this contact and this network address."""
    return ratelimit.consume(context.request, action="request_login_code", key=way.value)


class CodeForm(forms.Form):
    """The code from our message."""

    code = forms.CharField(
        label=_("Enter the code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "width": 10}
        ),
        error_messages={"required": _("Enter the 6 numbers from our message")},
    )

    def __init__(self, *args: Any, code: str, way: Way, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sealed, self.way = code, way
        self.was_a_try = False

    def clean_code(self) -> str:
        code = re.sub(r"\D", "", self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise ValidationError(_("Enter the 6 numbers from our message"))
        self.was_a_try = True
        if not ratelimit.consume(
            context.request, action="wrong_code", key=self.way.value, dry_run=True
        ):
            raise ValidationError(_("There were too many wrong codes. Try again tomorrow"))
        if not opens(code, self.sealed):
            ratelimit.consume(context.request, action="wrong_code", key=self.way.value)
            raise ValidationError(_("That code is not right. Check it and try again"))
        return code


class WhichPersonForm(forms.Form):
    """Which of the people who share a number or an address this is."""

    person = forms.ChoiceField(
        label=_("Which of you is signing in?"),
        help_text=_("More than one person uses this number or email."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select who is signing in"),
            "invalid_choice": _("Select who is signing in"),
        },
    )
    person.is_page_heading = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(user.pk): user for user in people}
        names = [user.preferred_name for user in people]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (key, user.full_name if names.count(user.preferred_name) > 1 else user.preferred_name)
            for key, user in self.by_key.items()
        ]

    @property
    def chosen(self) -> User:
        return self.by_key[self.cleaned_data["person"]]


class _AppCode:
    """The code of an authenticator app: a code that was used once is no good a second time."""

    def _ask(self, label: Any, hint: Any = "") -> None:
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label, field.help_text = label, hint
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "width": 10,
        }
        field.error_messages["required"] = _("Enter the code")

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor-used:{self.user.pk}:{''.join(code.split())}"  # type: ignore[attr-defined]
        if not cache.add(key, "used", timeout=APP_CODE_LIFE):
            raise ValidationError(get_adapter().error_messages["incorrect_code"])
        return code


class SecondFactorForm(_AppCode, AuthenticateForm):
    """After the code from our e-mail: the code from the app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(
            _("Enter the code from your authenticator app"),
            _("If you do not have your phone, enter one of your recovery codes."),
        )
        self.fields["code"].is_page_heading = True
        # A recovery code has letters' room: no number pad that could not type it.
        self.fields["code"].widget.attrs["width"] = 20


class SecondFactorAgainForm(_AppCode, ReauthenticateForm):
    """Before something that needs certainty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(
            _("Enter the code from your authenticator app"),
            _("If you do not have your phone, enter one of your recovery codes."),
        )
        self.fields["code"].is_page_heading = True
        self.fields["code"].widget.attrs["width"] = 20


class SetUpAppForm(_AppCode, ActivateTOTPForm):
    """The first code from a newly set up app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(_("Enter the 6 numbers that the app shows"))
