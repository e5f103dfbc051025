"""Addresses under Messages: what became of them, and what people need to be reached."""

from django.urls import path

from .views import messages, needs, new_numbers

urlpatterns = [
    path("", messages.message_list, name="message_list"),
    path("groups/", messages.message_groups, name="message_groups"),
    path("new-numbers/", new_numbers.new_numbers, name="new_numbers"),
    path("new-numbers/<int:contact_id>/", new_numbers.new_number, name="new_number"),
    path(
        "new-numbers/<int:contact_id>/look/",
        new_numbers.new_number_look,
        name="new_number_look",
    ),
    path("needs/", needs.needs_to_check, name="needs_to_check"),
    path("needs/by-hand/", needs.needs_by_hand, name="needs_by_hand"),
    path("needs/<uuid:person_id>/", needs.person_needs, name="person_needs"),
    path(
        "needs/<uuid:person_id>/still-right/",
        needs.person_needs_still_right,
        name="person_needs_still_right",
    ),
    path("<uuid:message_id>/", messages.message, name="message"),
    path("<uuid:message_id>/resend/", messages.message_resend, name="message_resend"),
    path("<slug:part>/", messages.message_part, name="message_part"),
]
