"""Addresses of advice: citizens' pages."""

from django.urls import path

from advice.views import appointments, ideas, meetings, notes, questions, talks

app_name = "advice"
booked = "ajat/varaukset/<key:pk>/"
urlpatterns = [
    path("ideat/uusi/", ideas.tell_idea, name="tell_idea"),
    path("ideat/kiitos/", ideas.idea_told, name="idea_told"),
    path("ideat/<str:reference>/", ideas.idea, name="idea"),
    path("ideat/<str:reference>/hakemus/", ideas.turn_into_draft, name="turn_into_draft"),
    path("ideat/<str:reference>/sulje/", ideas.close_idea, name="close_idea"),
    path("hakemukset/<str:reference>/viestit/", talks.messages, name="messages"),
    path("ajat/", appointments.appointments, name="appointments"),
    path("ajat/<key:pk>/varaa/", appointments.book_time, name="book_time"),
    path(booked, appointments.appointment, name="appointment"),
    path(f"{booked}siirra/", appointments.move_appointment, name="move_appointment"),
    path(f"{booked}peru/", appointments.cancel_appointment, name="cancel_appointment"),
    path(f"{booked}aika.ics", appointments.appointment_calendar, name="appointment_calendar"),
    path("hakemukset/<str:reference>/neuvot/", notes.notes, name="notes"),
    path("hakemukset/<str:reference>/neuvot/<key:pk>/tehty/", notes.finish_note, name="finish_note"),
    path("hakemukset/<str:reference>/neuvot/<key:pk>/avaa/", notes.reopen_note, name="reopen_note"),
    path("viestit/tiedostot/<key:pk>/", talks.message_file, name="message_file"),
    path("kysymykset/", questions.questions, name="questions"),
    path("kysymykset/omat/", questions.my_questions, name="my_questions"),
    path("kysymykset/kysy/", questions.ask, name="ask"),
    path("tapaamiset/", meetings.meetings, name="meetings"),
    path("tapaamiset/<key:pk>/", meetings.meeting, name="meeting"),
    path("tapaamiset/<key:pk>/aika.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("tapaamiset/<key:pk>/ilmoittaudu/", meetings.sign_up, name="sign_up"),
    path("tapaamiset/<key:pk>/peru/", meetings.cancel_sign_up, name="cancel_sign_up"),
]
