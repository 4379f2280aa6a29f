"""Every address of the portal, by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("front.urls")),
    path("", include("accounts.urls")),
    path("", include("applications.urls")),
    path("", include("decisions.urls")),
    path("tyopoyta/", include("desk.urls")),
    path("talous/", include("finance.urls")),
]

handler403 = "front.views.forbidden"
handler404 = "front.views.not_found"
handler500 = "front.views.server_error"
