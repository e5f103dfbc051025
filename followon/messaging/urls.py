from django.urls import path

from .views import health, hooks, messages, outbox, stop_emails, twilio_hooks

app_name = "messaging"
urlpatterns = [
    path("hooks/notify/receipts/", hooks.notify_receipts, name="notify_receipts"),
    path("hooks/notify/texts/", hooks.notify_texts, name="notify_texts"),
    path("hooks/twilio/receipts/", twilio_hooks.twilio_receipts, name="twilio_receipts"),
    path("hooks/twilio/texts/", twilio_hooks.twilio_texts, name="twilio_texts"),
    path("health/messaging", health.messaging, name="health"),
    path("messages/", messages.message_list, name="message_list"),
    path("stop-emails/<str:token>/", stop_emails.stop, name="stop_emails"),
    path("stop-emails/<str:token>/undo/", stop_emails.undo, name="start_emails"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/reply/", outbox.reply, name="outbox_reply"),
]
