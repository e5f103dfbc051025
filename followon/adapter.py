"""allauth's questions about people, answered from ours, and its messages put into the outbox."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followon.people.access import STAFF_IDLE, passed_second_factor
from followon.people.models import ContactKind, User
from followon.people.queries.staff import is_staff
from followon.people.services.sign_ins import note_sign_in
from followon.sign_in import sealing
from followon.sign_in.sending import send_code, send_notice
from followon.sign_in.whose import Way

LOGIN_CODE = "account/email/login_code"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are invited. Contacts are our Contact rows."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("That code is not right. Check it and try again"),
        "too_many_login_attempts": _("There were too many wrong codes. Ask for a new one"),
        "rate_limited": _("There were too many tries. Wait 5 minutes, then try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """The code, then who it is where a contact is shared, then the second factor."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "followon.sign_in.stages.WhichPersonStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        if is_staff(user):
            request.session.set_expiry(STAFF_IDLE)
        note_sign_in(user=user, second_factor=passed_second_factor(request), now=timezone.now())

    def get_user_by_phone(self, phone: str) -> User | None:
        return next(iter(Way(ContactKind.MOBILE, phone).people()), None)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        contact = user.contacts.filter(kind=ContactKind.MOBILE).first()
        return (contact.value, contact.verified_at is not None) if contact else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        raise NotImplementedError("Contacts are set by people.services.contacts alone.")

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Left to the stage that knows who it is: a number may be shared."""

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        send_code(user=user, way=Way(ContactKind.MOBILE, phone), code=code, now=timezone.now())

    def generate_phone_verification_code(self, *, user: User, phone: str) -> str:
        return self.generate_login_code()

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing leaves to a number that nobody has: it would cost money and tell a secret."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one mail that allauth's flows send here is the code.

        Raises NotImplementedError for another: it would need a kind of its own.
        """
        if template_prefix != LOGIN_CODE:
            raise NotImplementedError(f"{template_prefix} has no message kind.")
        way = Way(ContactKind.EMAIL, email)
        user = next(iter(way.people()), None)
        if user is not None:
            send_code(user=user, way=way, code=context["code"], now=timezone.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        send_notice(user=user, what=template_prefix, now=timezone.now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Only messages with words of ours are shown: allauth's templates are not installed."""
        if kwargs.get("message"):
            super().add_message(*args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor of staff; its secrets are encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right. Enter the code that the app shows now"),
    }

    def get_totp_label(self, user: User) -> str:
        contact = user.contacts.filter(kind=ContactKind.EMAIL).first()
        return contact.value if contact else user.preferred_name

    def build_totp_svg(self, url: str) -> str:
        """Plain attributes, as our content security policy allows no style."""
        svg: str = segno.make(url, error="m").svg_inline(
            scale=5, border=4, dark="#000", light="#fff"
        )
        return svg

    def encrypt(self, text: str) -> str:
        return sealing.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.decrypt(encrypted_text)
