from django.apps import AppConfig


class PmpConfig(AppConfig):
    name = "pmp"
    default_auto_field = "django.db.models.BigAutoField"
