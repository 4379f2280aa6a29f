"""Every address of the portal, by app."""

from django.urls import include, path

from kake import views

urlpatterns = [
    # Before `front`, whose page of one application would take "uusi" for a reference.
    path("", include("applications.urls")),
    path("", include("front.urls")),
    path("", include("accounts.urls")),
    path("", include("advice.urls")),
    path("", include("decisions.urls")),
    path("tyopoyta/", include("desk.urls")),
    path("talous/", include("finance.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

handler400 = "kake.views.bad_request"
handler403 = "front.views.forbidden"
handler404 = "front.views.not_found"
handler500 = "kake.views.server_error"
