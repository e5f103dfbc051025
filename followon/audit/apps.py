from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "followon.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import personal  # noqa: F401 (registers what is personal, once models are there)
