from django.urls import path, re_path

from .views import (
    answers,
    calls,
    concerns,
    group,
    home,
    jobs,
    links,
    meetings,
    members,
    places,
    reports,
)

app_name = "groups"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("worried/", concerns.worried, name="worried"),
    path("worried/sent/", concerns.worried_sent, name="worried_sent"),
    path("groups/<uuid:group_id>/", group.group, name="group"),
    path("groups/<uuid:group_id>/next-date/", meetings.same_again, name="same_again"),
    path("groups/<uuid:group_id>/book/", meetings.book, name="book"),
    path("groups/<uuid:group_id>/places/add/", places.add, name="place_add"),
    path("groups/<uuid:group_id>/break/", members.rest, name="rest"),
    path("details/breaks/", members.break_messages, name="break_messages"),
    path("groups/<uuid:group_id>/back/", members.come_back, name="come_back"),
    path("groups/<uuid:group_id>/leave/", members.leave, name="leave"),
    path("groups/<uuid:group_id>/jobs/<slug:kind>/", jobs.offer, name="job_offer"),
    path("jobs/<int:job_id>/", jobs.job, name="job"),
    path("jobs/<int:job_id>/accept/", jobs.accept, name="job_accept"),
    path("jobs/<int:job_id>/decline/", jobs.decline, name="job_decline"),
    path("jobs/<int:job_id>/break/", jobs.lay_down, name="job_lay_down"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/answer/", answers.answer, name="answer"),
    path("meetings/<uuid:meeting_id>/guests/", answers.guests, name="answer_guests"),
    path("meetings/<uuid:meeting_id>/friendly-line/", answers.tell, name="answer_tell"),
    path("meetings/<uuid:meeting_id>/answers/", answers.everyone, name="answers"),
    path(
        "meetings/<uuid:meeting_id>/answers/<int:member_id>/",
        answers.answer_for,
        name="answer_for",
    ),
    path("meetings/<uuid:meeting_id>/calls/", calls.call_list, name="call_list"),
    path("meetings/<uuid:meeting_id>/unwell/", jobs.unwell, name="unwell"),
    path("meetings/<uuid:meeting_id>/move/", meetings.move, name="meeting_move"),
    path("meetings/<uuid:meeting_id>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<uuid:meeting_id>/report/", reports.report, name="meeting_report"),
    # Texts are short: these two go without the last slash, and some phones add it.
    re_path(r"^a/(?P<token>[\w-]{16,64})/?$", links.answer_link, name="answer_link"),
    re_path(r"^r/(?P<token>[\w-]{16,64})/?$", links.report_link, name="report_link"),
]
