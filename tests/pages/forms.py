"""A form with a field of every kind that the pages know how to draw."""

from django import forms

from followon.pages.fields import ClockTime, DateParts

COLOURS = [("red", "Red"), ("blue", "Blue"), ("green", "Green & gold")]


class EveryKind(forms.Form):
    name = forms.CharField(
        label="Your name",
        help_text="The name you like to be called",
        max_length=50,
        error_messages={"required": "Enter your name"},
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "width": 20}),
    )
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"width": 30}))
    mobile = forms.CharField(
        label="Mobile number",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    count = forms.IntegerField(
        label="How many came",
        min_value=0,
        widget=forms.NumberInput(attrs={"suffix": "people", "width": 3}),
    )
    note = forms.CharField(label="Anything else", widget=forms.Textarea(attrs={"rows": 3}))
    town = forms.ChoiceField(label="Town", choices=[("", "Choose a town"), *COLOURS])
    answer = forms.ChoiceField(label="Are you coming?", choices=COLOURS, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="What do you need?", choices=COLOURS, widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Keep me in", help_text="You can change this later")
    upload = forms.FileField(label="List of people")
    day = DateParts(label="When do you meet?", what="the date of the meeting")
    at = ClockTime(label="What time?", help_text="For example, 2pm or 2:30pm")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
