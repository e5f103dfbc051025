from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "followon.messaging"
    default_auto_field = "django.db.models.BigAutoField"
