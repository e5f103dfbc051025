from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..reading_csv import MOST_BYTES


class UploadForm(forms.Form):
    """A file of participants; what is in it is judged when it is read."""

    file = forms.FileField(
        label=_("Upload a CSV file"),
        help_text=_("From Excel or LibreOffice, smaller than 5 MB"),
        allow_empty_file=True,
        error_messages={"required": _("Select a CSV file")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file must be smaller than 5 MB"))
        return file
