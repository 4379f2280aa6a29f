"""Addresses of advice: citizens' pages."""

from django.urls import path

from advice.views import talks

app_name = "advice"
urlpatterns = [
    path("hakemukset/<str:reference>/viestit/", talks.messages, name="messages"),
]
