"""Addresses of the finance office."""

from django.urls import path

from finance import views

app_name = "finance"
urlpatterns = [
    path("", views.report, name="report"),
    path("raportti.csv", views.csv, name="csv"),
    path("raportti.xlsx", views.xlsx, name="xlsx"),
]
