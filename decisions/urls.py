"""Addresses of `decisions`."""

from django.urls import path

from decisions import views

app_name = "decisions"
urlpatterns = [
    path("hakemukset/<str:reference>/paatos/", views.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos.pdf", views.letter, name="letter"),
]
