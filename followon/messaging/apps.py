from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "followon.messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            personal,  # noqa: F401 (lists the personal fields)
            retention_rules,  # models are there only now
        )
        from .own_kinds import register_own_kinds  # models are there only now

        register_own_kinds()
        retention_rules.register_rules()
