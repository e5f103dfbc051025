"""A service's own words of one kind, on one channel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..checking import problems
from ..filling import OwnText
from ..models import Channel
from ..placeholders import Editable

LONGEST = {"subject": 200, "body": 5000}


class OwnWordsForm(forms.Form):
    """Checked as a whole: which boxes there are depends on the channel."""

    subject = forms.CharField(
        label=_("Subject"),
        required=False,
        max_length=LONGEST["subject"],
        widget=forms.TextInput(attrs={"spellcheck": True, "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Words of the message"),
        required=False,
        max_length=LONGEST["body"],
        widget=forms.Textarea(attrs={"spellcheck": True}),
    )

    def __init__(
        self, *args: Any, declared: Editable, channel: str, sender: str, default: OwnText, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.declared, self.channel, self.sender, self.default = declared, channel, sender, default
        is_text = channel == Channel.TEXT
        self.fields["body"].widget.attrs["rows"] = 5 if is_text else 16
        if is_text:
            del self.fields["subject"]

    def words(self) -> OwnText:
        """What stands in the boxes, typed or initial, whether it is right or not."""
        typed = {name: str(self[name].value() or "") for name in self.fields}
        body = typed["body"].replace("\r\n", "\n").strip()
        return OwnText(body=body, subject=typed.get("subject", "").strip())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            found = problems(
                self.words(),
                self.declared,
                self.channel,
                sender=self.sender,
                default=self.default,
            )
            for each in found:
                self.add_error(each.part, each.message)
        return cleaned
