"""Addresses of `decisions`."""

from django.urls import path

from decisions.views import decision

app_name = "decisions"
urlpatterns = [
    path("hakemukset/<str:reference>/paatos/", decision.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos.pdf", decision.letter, name="letter"),
]
