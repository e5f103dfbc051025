from django.apps import AppConfig


class PmpConfig(AppConfig):
    name = "pmp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import kinds, personal, words  # models are loaded by now

        personal.register_fields()
        kinds.register_kinds()
        words.register_words()
