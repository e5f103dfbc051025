from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followon.messaging import mail_in, replying, unanswered

        from . import kinds, personal, retention  # models are loaded by now
        from .kinds import words
        from .queries.readers import services_that_take_notes
        from .services.calendar_answers import take_mail
        from .services.concerns import take_text

        personal.register()
        kinds.register()
        retention.register_rules()
        words.register()
        mail_in.register(take_mail)
        unanswered.register(take_text)
        replying.register(services_that_take_notes)
