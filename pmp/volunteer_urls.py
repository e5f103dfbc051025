"""Addresses of the volunteer's own pages."""

from django.urls import path

from .views import checklist, volunteer_answers, volunteers

urlpatterns = [
    path("", volunteers.ptv_programmes, name="ptv_programmes"),
    path("stop/", volunteers.ptv_stop, name="ptv_stop"),
    path(
        "groups/<uuid:group_id>/step-back/",
        volunteers.ptv_leave_group,
        name="ptv_leave_group",
    ),
    path(
        "<uuid:programme_id>/step-back/",
        volunteers.ptv_leave_programme,
        name="ptv_leave_programme",
    ),
    path("<uuid:programme_id>/", checklist.ptv_programme, name="ptv_programme"),
    path(
        "<uuid:programme_id>/answers/",
        volunteer_answers.ptv_code,
        name="ptv_code",
    ),
    path(
        "<uuid:programme_id>/answers/form/",
        volunteer_answers.ptv_answers,
        name="ptv_answers",
    ),
    path(
        "<uuid:programme_id>/tasks/<str:code>/",
        checklist.ptv_task_tick,
        name="ptv_task_tick",
    ),
    path(
        "<uuid:programme_id>/tasks/<str:code>/undo/",
        checklist.ptv_task_untick,
        name="ptv_task_untick",
    ),
    path(
        "<uuid:programme_id>/running-sheet/",
        checklist.ptv_running_sheet,
        name="ptv_running_sheet",
    ),
]
