from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "followon.pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Late: form fields cannot be imported before the apps are loaded.
        from followon.pages.wording import replace_default_messages

        replace_default_messages()
