"""Addresses of `accounts`. The first three carry allauth's names; nothing else of allauth has an address."""

from allauth.account.views import logout
from django.urls import include, path

from accounts.views import groups, invitations, members, people, signing_in

pages = [
    path("ryhmat/uusi/", groups.start_group, name="start_group"),
    path("ryhmat/<key:pk>/", groups.edit_group, name="edit_group"),
    path("ryhmat/<key:pk>/jasenet/", members.members, name="members"),
    path("ryhmat/<key:pk>/jasenet/kutsu/", members.invite_to_group, name="invite_to_group"),
    path("ryhmat/<key:pk>/jasenet/eroa/", members.leave_group, name="leave_group"),
    path("ryhmat/<key:pk>/jasenet/<key:person>/", members.change_member, name="change_member"),
    path("ryhmat/<key:pk>/jasenet/<key:person>/poista/", members.remove_member, name="remove_member"),
    path("kutsut/<key:pk>/", invitations.invitation, name="invitation"),
    path("kutsut/<key:pk>/hyvaksy/", invitations.accept_invitation, name="accept_invitation"),
    path("kutsut/<key:pk>/jata/", invitations.decline_invitation, name="decline_invitation"),
    path("kutsut/<key:pk>/peru/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("kirjaudu/jatka/", signing_in.stay, name="stay"),
    path("henkilot/", people.people, name="people"),
    path("henkilot/kutsu/", people.invite, name="invite"),
    path("henkilot/<key:pk>/", people.person, name="person"),
    path("henkilot/<key:pk>/anna-rooli/", people.grant_role, name="grant_role"),
    path("henkilot/<key:pk>/ota-rooli/", people.revoke_role, name="revoke_role"),
    path("henkilot/<key:pk>/nimike/", people.set_title, name="set_title"),
    path("henkilot/<key:pk>/avaa/", people.reopen_account, name="reopen_account"),
]
urlpatterns = [
    path("kirjaudu/", signing_in.request_code, name="account_login"),
    path("kirjaudu/koodi/", signing_in.sign_in, name="account_confirm_login_code"),
    path("kirjaudu-ulos/", logout, name="account_logout"),
    path("", include((pages, "accounts"))),
]
