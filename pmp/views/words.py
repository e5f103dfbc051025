"""Sentences that several views say."""

from django.utils.translation import gettext as _


def already_handed_over(day: str) -> str:
    return _("This programme was handed over on %(day)s. Nothing was changed") % {"day": day}
