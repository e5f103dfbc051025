"""Follow-on keeps peer-support groups alive after a pain management programme."""

from followon.celery import app as celery_app

__all__ = ["celery_app"]
