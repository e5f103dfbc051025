"""The project package as an application, so that its checks are registered."""

from django.apps import AppConfig


class FollowonConfig(AppConfig):
    name = "followon"
    label = "followon"

    def ready(self) -> None:
        from followon import checks  # noqa: F401 (registers them; only once applications are there)
        from followon.sign_in import kinds  # it needs the models of other applications

        kinds.register_all()
