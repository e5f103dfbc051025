from django.urls import path

from .views import consents, contacts, details, names, preferences

app_name = "people"
urlpatterns = [
    path("details/", details.details, name="details"),
    path("details/name/", names.name, name="name"),
    path("details/reach/", preferences.reach, name="reach"),
    path("details/quiet-hours/", preferences.quiet_hours, name="quiet_hours"),
    path("details/contact/<slug:kind>/", contacts.contact_add, name="contact_add"),
    path("details/contact/<slug:kind>/remove/", contacts.contact_remove, name="contact_remove"),
    path("details/sharing/<slug:thing>/", consents.sharing, name="sharing"),
]
