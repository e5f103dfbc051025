from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "followon.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import personal  # noqa: F401 (registers what is personal, once models are there)
