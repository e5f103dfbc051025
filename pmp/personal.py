"""The personal fields of programmes and participants."""

from followon.audit.register import Erase, not_personal, personal


def register_fields() -> None:
    """Called once, when the app is ready."""
    asked = "what the person answered about a follow-on group"
    personal("pmp.Participant", asked, Erase.BLANK, "wish", "wished_at")
    personal("pmp.Participant", asked, Erase.BLANK, "travel", "area", "time_reason")
    dates = "when the person was asked, answered and left"
    personal("pmp.Participant", dates, Erase.KEEP, "finished_at", "invited_at", "agreed_at")
    personal("pmp.Participant", dates, Erase.KEEP, "withdrawn_at", "created_at")
    personal("pmp.TimeFit", "times that work for the person", Erase.DELETE_ROW, "part", "fit")
    personal("pmp.JobWish", "jobs that the person might take on", Erase.DELETE_ROW, "kind")
    held = "a file between its preview and its confirmation, a day at most"
    personal("pmp.Upload", held, Erase.DELETE_ROW, "rows", "problems", export=False)

    personal("pmp.ReachingTry", "what was done to reach the person", Erase.DELETE_ROW, "what")
    not_personal("pmp.ReachingTry", "a moment in the service's work", "at")
    not_personal("pmp.Participant", "how far the questions were answered", "reached")
    not_personal("pmp.Site", "a clinic, not a person", "name", "town")
    not_personal("pmp.Area", "a part of the region, not a person", "name", "also")
    not_personal("pmp.Programme", "a course, not a person", "name")
    not_personal("pmp.Programme", "a moment in the service's work", "created_at")
    not_personal("pmp.Session", "a course's date", "date", "time")
    not_personal("pmp.Tick", "a task of the team and when it was done", "code", "at")
    not_personal("pmp.Upload", "a moment in the service's work", "uploaded_at", "confirmed_at")
    not_personal("pmp.Handover", "a moment in the service's work", "at")
    not_personal("pmp.Plan", "a moment in the service's work", "chosen_at")
    planned = "a group that may come to be, not a person"
    not_personal("pmp.PlannedGroup", planned, "name", "part", "rhythm")
    not_personal("pmp.Agreement", "words that the service offers every group", "code", "words")
    given_out = "a leaflet that anybody may read"
    not_personal("pmp.Leaflet", given_out, "what", "is_not", "no_is_fine", "private", "cost")
    not_personal("pmp.Leaflet", given_out, "what_next", "film")
    _drafts()


def _drafts() -> None:
    drafted = "a group that may come to be, until it is handed over"
    not_personal("pmp.Draft", drafted, "name", "date", "time", "rhythm", "purposes", "agreement")
    not_personal("pmp.Draft", "a public place", "new_place", "new_address")
    personal("pmp.DraftJob", "a job that somebody may be asked for", Erase.DELETE_ROW, "kind")
