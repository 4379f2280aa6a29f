"""Addresses of advice: citizens' pages."""

from django.urls import path

from advice.views import ideas, talks

app_name = "advice"
urlpatterns = [
    path("ideat/uusi/", ideas.tell_idea, name="tell_idea"),
    path("ideat/kiitos/", ideas.idea_told, name="idea_told"),
    path("ideat/<str:reference>/", ideas.idea, name="idea"),
    path("ideat/<str:reference>/hakemus/", ideas.turn_into_draft, name="turn_into_draft"),
    path("ideat/<str:reference>/sulje/", ideas.close_idea, name="close_idea"),
    path("hakemukset/<str:reference>/viestit/", talks.messages, name="messages"),
]
