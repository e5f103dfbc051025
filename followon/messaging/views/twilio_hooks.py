"""What Twilio posts to us, by its request signature: https://www.twilio.com/docs/usage/security."""

import logging
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator, get_signature_algorithm

from followon.pages.alone import stands_alone

from ..services import inbound, receipts
from ..tasks import work_inbound
from .hooks import is_too_long, normal, storable, wake, wake_receipts

log = logging.getLogger(__name__)

SIGNATURE = "X-Twilio-Signature"
ALGORITHM = "X-Twilio-Webhooks-Signature-Settings"
NOTHING_TO_SAY = "<Response/>"  # TwiML for "send no text back": our answers go through the outbox
# What Twilio itself understood, and has answered and enforces already (Advanced Opt-Out).
HANDLED = {"STOP": "stop", "START": "start", "HELP": "help"}
Hook = Callable[[HttpRequest, dict[str, str]], HttpResponse]


def from_twilio(hook: Hook) -> Callable[[HttpRequest], HttpResponse]:
    """Open to whoever signs as Twilio does; the form's fields go to the hook."""

    @stands_alone
    @require_POST
    @wraps(hook)
    def checked(request: HttpRequest) -> HttpResponse:
        if is_too_long(request):
            return HttpResponseBadRequest()
        if not is_signed(request, settings.TWILIO_SIGNING_SECRET):
            log.error("A callback of Twilio came with a wrong signature: compare BASE_URL with it")
            return HttpResponse(status=403)
        said = {name: str(storable(value)) for name, value in request.POST.items()}
        if not said.get("MessageSid"):
            return HttpResponseBadRequest()
        return hook(request, said)

    return checked


def is_signed(request: HttpRequest, secret: str) -> bool:
    """By the address that we gave to Twilio: the Host header is whatever a stranger writes."""
    url = settings.BASE_URL + request.get_full_path()
    signature = request.headers.get(SIGNATURE, "")
    algorithm = get_signature_algorithm(request.headers.get(ALGORITHM, ""))
    validator = RequestValidator(secret)
    return bool(secret) and validator.validate(url, request.POST, signature, algorithm)


@from_twilio
def twilio_receipts(request: HttpRequest, said: dict[str, str]) -> HttpResponse:
    """One status callback; the address that we gave for it carries our reference."""
    status, code = said.get("MessageStatus", ""), said.get("ErrorCode", "")
    receipts.keep(
        provider="twilio",
        provider_id=said["MessageSid"],
        reference=str(storable(request.GET.get("reference", ""))),
        status=f"{status}:{code}" if code else status,
        happened_at=None,
        now=timezone.now(),
    )
    wake_receipts()
    return HttpResponse(status=204)


@from_twilio
def twilio_texts(request: HttpRequest, said: dict[str, str]) -> HttpResponse:
    """One text that somebody sent to us."""
    text = inbound.keep(
        provider="twilio",
        provider_id=said["MessageSid"],
        source=normal(said.get("From", "")),
        destination=said.get("To", ""),
        body=said.get("Body", ""),
        sent_at=None,
        now=timezone.now(),
        handled=HANDLED.get(said.get("OptOutType", "").upper(), ""),
    )
    if text is not None:
        wake(work_inbound, text.pk)
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")
