from django.urls import path

from .views import anymail_hooks, health, hooks, outbox, own_words, stop_emails, twilio_hooks

app_name = "messaging"
WORDING = "service/wording/<uuid:service_id>/<slug:code>/<slug:channel>/<slug:language>/"
urlpatterns = [
    path("hooks/notify/receipts/", hooks.notify_receipts, name="notify_receipts"),
    path("hooks/notify/texts/", hooks.notify_texts, name="notify_texts"),
    path("hooks/twilio/receipts/", twilio_hooks.twilio_receipts, name="twilio_receipts"),
    path("hooks/twilio/texts/", twilio_hooks.twilio_texts, name="twilio_texts"),
    path("hooks/anymail/<slug:provider>/", anymail_hooks.anymail_events, name="anymail_events"),
    path("hooks/anymail/<slug:provider>/mail/", anymail_hooks.anymail_mail, name="anymail_mail"),
    path("health/messaging", health.messaging, name="health"),
    path("service/wording/", own_words.wording_list, name="wording_list"),
    path(WORDING, own_words.wording, name="wording"),
    path(f"{WORDING}preview/", own_words.wording_preview, name="wording_preview"),
    path(f"{WORDING}reset/", own_words.wording_reset, name="wording_reset"),
    path("stop-emails/<str:token>/", stop_emails.stop, name="stop_emails"),
    path("stop-emails/<str:token>/undo/", stop_emails.undo, name="start_emails"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/reply/", outbox.reply, name="outbox_reply"),
]
