"""Addresses of the finance office."""

from django.urls import path

from finance import views

app_name = "finance"
urlpatterns = [
    path("", views.report, name="report"),
    path("budjetit/", views.budgets, name="budgets"),
    path("budjetit/<slug:kind>/", views.set_budget, name="set_budget"),
    path("budjetit/<slug:kind>/kierros/<key:number>/", views.set_share, name="set_share"),
    path("raportti.csv", views.csv, name="csv"),
    path("raportti.xlsx", views.xlsx, name="xlsx"),
]
