"""Addresses of `accounts`. The first three carry allauth's names; nothing else of allauth has an address."""

from allauth.account.views import logout
from django.urls import include, path

from accounts import views

pages = [
    path("ryhmat/uusi/", views.start_group, name="start_group"),
    path("ryhmat/<int:pk>/", views.edit_group, name="edit_group"),
    path("henkilot/", views.people, name="people"),
    path("henkilot/kutsu/", views.invite, name="invite"),
    path("henkilot/<int:pk>/", views.person, name="person"),
    path("henkilot/<int:pk>/anna-rooli/", views.grant_role, name="grant_role"),
    path("henkilot/<int:pk>/ota-rooli/", views.revoke_role, name="revoke_role"),
    path("henkilot/<int:pk>/sulje/", views.close_account, name="close_account"),
    path("henkilot/<int:pk>/avaa/", views.reopen_account, name="reopen_account"),
]
urlpatterns = [
    path("kirjaudu/", views.request_code, name="account_login"),
    path("kirjaudu/koodi/", views.sign_in, name="account_confirm_login_code"),
    path("kirjaudu-ulos/", logout, name="account_logout"),
    path("", include((pages, "accounts"))),
]
