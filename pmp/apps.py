from django.apps import AppConfig


class PmpConfig(AppConfig):
    name = "pmp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import kinds, personal, team_week, volunteer_kinds, words  # models are loaded by now

        personal.register_fields()
        kinds.register_kinds()
        words.register_words()
        team_week.register_team_week()
        volunteer_kinds.register_volunteer_kinds()
