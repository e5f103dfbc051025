from django.urls import path

from .views import consents, details, names, needs, preferences

app_name = "people"
urlpatterns = [
    path("details/", details.details, name="details"),
    path("details/name/", names.name, name="name"),
    path("details/reach/", preferences.reach, name="reach"),
    path("details/quiet-hours/", preferences.quiet_hours, name="quiet_hours"),
    path("details/weekly/", preferences.weekly, name="weekly"),
    path("details/language/", preferences.language, name="language"),
    path("details/needs/", needs.needs, name="needs"),
    path("details/needs/still-right/", needs.needs_still_right, name="needs_still_right"),
    path("details/sharing/<slug:thing>/", consents.sharing, name="sharing"),
]
