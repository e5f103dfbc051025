"""The project package as an application, so that its checks are registered."""

from django.apps import AppConfig


class FollowonConfig(AppConfig):
    name = "followon"
    label = "followon"

    def ready(self) -> None:
        from followon import checks, personal  # noqa: F401 (they register; once models are there)
        from followon.sign_in import kinds, words  # they need the models of other applications

        kinds.register_all()
        words.register()
