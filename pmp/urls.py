"""Addresses of the service's side, and of the participants' questions."""

from django.urls import path

from .views import (
    checklist,
    codes,
    concerns,
    dashboard,
    handover,
    invitations,
    paper,
    participants,
    programmes,
    questions,
    readers,
    service,
    sessions,
    slips,
    uploads,
    volunteers,
)

app_name = "pmp"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/groups/<uuid:group_id>/", dashboard.group, name="group"),
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/<uuid:concern_id>/", concerns.concern, name="concern"),
    path("concerns/<uuid:concern_id>/sender/", concerns.concern_sender, name="concern_sender"),
    path("concerns/<uuid:concern_id>/read/", concerns.concern_read, name="concern_read"),
    path("concerns/<uuid:concern_id>/done/", concerns.concern_done, name="concern_done"),
    path("concerns/<uuid:concern_id>/close/", concerns.concern_close, name="concern_close"),
    path("readers/", readers.readers, name="readers"),
    path("readers/<uuid:service_id>/add/", readers.reader_add, name="reader_add"),
    path("readers/<int:reader_id>/up/", readers.reader_up, name="reader_up"),
    path("readers/<int:reader_id>/remove/", readers.reader_remove, name="reader_remove"),
    path("readers/<uuid:service_id>/replies/on/", readers.replies_on, name="replies_on"),
    path("readers/<uuid:service_id>/replies/off/", readers.replies_off, name="replies_off"),
    path("service/", service.service_settings, name="service_settings"),
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes/new/", programmes.programme_create, name="programme_create"),
    path("programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/sessions/", sessions.session_list, name="session_list"),
    path("programmes/<uuid:programme_id>/sessions/add/", sessions.session_add, name="session_add"),
    path(
        "programmes/<uuid:programme_id>/sessions/drop/", sessions.session_drop, name="session_drop"
    ),
    path("sessions/<int:session_id>/", sessions.session_move, name="session_move"),
    path("sessions/<int:session_id>/skip/", sessions.session_skip, name="session_skip"),
    path("programmes/<uuid:programme_id>/tasks/", checklist.task_list, name="task_list"),
    path("programmes/<uuid:programme_id>/tasks/<str:code>/", checklist.task_tick, name="task_tick"),
    path(
        "programmes/<uuid:programme_id>/running-sheet/",
        checklist.running_sheet,
        name="running_sheet",
    ),
    path("programmes/<uuid:programme_id>/upload/", uploads.upload, name="upload"),
    path("uploads/<uuid:upload_id>/", uploads.upload_preview, name="upload_preview"),
    path("uploads/<uuid:upload_id>/confirm/", uploads.upload_confirm, name="upload_confirm"),
    path("uploads/<uuid:upload_id>/discard/", uploads.upload_discard, name="upload_discard"),
    path(
        "programmes/<uuid:programme_id>/participants/new/",
        participants.participant_add,
        name="participant_add",
    ),
    path("participants/<uuid:participant_id>/", participants.participant, name="participant"),
    path(
        "participants/<uuid:participant_id>/withdraw/",
        participants.participant_withdraw,
        name="participant_withdraw",
    ),
    path(
        "participants/<uuid:participant_id>/answers/",
        paper.participant_answers,
        name="participant_answers",
    ),
    path(
        "participants/<uuid:participant_id>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path("programmes/<uuid:programme_id>/invite/", invitations.invite, name="invite"),
    path("programmes/<uuid:programme_id>/slips/", slips.slips, name="slips"),
    path("programmes/<uuid:programme_id>/hand-over/", handover.handover, name="handover"),
    path(
        "programmes/<uuid:programme_id>/hand-over/check/",
        handover.handover_check,
        name="handover_check",
    ),
    path(
        "programmes/<uuid:programme_id>/hand-over/done/",
        handover.handover_done,
        name="handover_done",
    ),
    path("my-programmes/", volunteers.ptv_programmes, name="ptv_programmes"),
    path("my-programmes/<uuid:programme_id>/", checklist.ptv_programme, name="ptv_programme"),
    path(
        "my-programmes/<uuid:programme_id>/tasks/<str:code>/",
        checklist.ptv_task_tick,
        name="ptv_task_tick",
    ),
    path(
        "my-programmes/<uuid:programme_id>/running-sheet/",
        checklist.ptv_running_sheet,
        name="ptv_running_sheet",
    ),
    path("code/", codes.code, name="code"),
    path("j/<str:token>/", questions.questions, name="questions"),
    path("j/<str:token>/check/", questions.question_check, name="question_check"),
    path("j/<str:token>/next/", questions.question_done, name="question_done"),
    path("j/<str:token>/<slug:step>/", questions.question, name="question"),
]
