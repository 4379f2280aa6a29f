"""Addresses of `decisions`."""

from django.urls import path

from decisions.views import decision, verifying

app_name = "decisions"
urlpatterns = [
    path("hakemukset/<str:reference>/paatos/", decision.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos.pdf", decision.letter, name="letter"),
    path("hakemukset/<str:reference>/paatos-en.pdf", decision.translation, name="translation"),
    path("tarkista/", verifying.verify, name="verify"),
    path("tarkista/<str:code>/", verifying.verified, name="verified"),
]
