"""The project package as an application, so that its checks are registered."""

from django.apps import AppConfig


class FollowonConfig(AppConfig):
    name = "followon"
    label = "followon"

    def ready(self) -> None:
        from followon import checks, personal  # noqa: F401 (they register; once models are there)
        from followon.contacts import kinds as of_contacts  # they need other applications' models
        from followon.sign_in import kinds as of_sign_in
        from followon.sign_in import words

        of_sign_in.register_all()
        of_contacts.register_all()
        words.register()
