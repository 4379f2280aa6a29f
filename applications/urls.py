"""Addresses of `applications`."""

from django.urls import path

from applications import views

app_name = "applications"
urlpatterns = [
    path("hakulomake/<slug:kind>/", views.blank_form, name="blank_form"),
    path("hakemukset/uusi/", views.begin, name="begin"),
    path("hakemukset/<str:reference>/osat/", views.tasks, name="tasks"),
    path("hakemukset/<str:reference>/osat/<slug:slug>/", views.section, name="section"),
    path("hakemukset/<str:reference>/tarkista/", views.check, name="check"),
    path("hakemukset/<str:reference>/laheta/", views.submit, name="submit"),
    path("hakemukset/<str:reference>/kuitti/", views.receipt, name="receipt"),
    path("hakemukset/<str:reference>/poista/", views.discard, name="discard"),
]
