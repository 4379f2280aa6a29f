"""Addresses of `decisions`."""

from django.urls import path

from decisions.views import decision

app_name = "decisions"
urlpatterns = [
    path("hakemukset/<str:reference>/paatos/", decision.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos/<int:number>/", decision.version, name="version"),
    path("hakemukset/<str:reference>/paatos/<int:number>.pdf", decision.version_letter, name="version_letter"),
    path("hakemukset/<str:reference>/paatos.pdf", decision.letter, name="letter"),
]
