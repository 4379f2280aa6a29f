"""Addresses of `decisions`."""

from django.urls import path

from decisions.views import decision, public_list

app_name = "decisions"
urlpatterns = [
    path("paatokset/", public_list.public_list, name="public_list"),
    path("hakemukset/<str:reference>/paatos/", decision.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos.pdf", decision.letter, name="letter"),
]
