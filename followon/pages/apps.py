from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "followon.pages"
    default_auto_field = "django.db.models.BigAutoField"
