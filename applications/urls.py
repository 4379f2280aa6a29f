"""Addresses of `applications`."""

from django.urls import path

from applications.views import (
    attachments,
    blank,
    completing,
    copying,
    drafts,
    eligibility,
    helping,
    parts,
    people,
    revisions,
    sending,
    versions,
)

app_name = "applications"
urlpatterns = [
    path("hakulomake/<slug:kind>/", blank.blank_form, name="blank_form"),
    path("hakulomake/<slug:kind>/lomake.pdf", blank.blank_printout, name="blank_printout"),
    path("hakemukset/sopiiko/", eligibility.eligibility, name="eligibility"),
    path("hakemukset/uusi/", drafts.begin, name="begin"),
    path("hakemukset/<str:reference>/osat/", drafts.tasks, name="tasks"),
    path("hakemukset/<str:reference>/osat/liitteet/", attachments.attachments, name="attachments"),
    path("hakemukset/<str:reference>/osat/liitteet/<slug:paper>/", attachments.attach, name="attach"),
    path("hakemukset/<str:reference>/osat/<slug:slug>/", parts.section, name="section"),
    path("hakemukset/<str:reference>/osat/<slug:slug>/aiemmat/", revisions.revisions, name="revisions"),
    path("hakemukset/<str:reference>/osat/<slug:slug>/aiemmat/<key:pk>/", revisions.revision, name="revision"),
    path("hakemukset/<str:reference>/osat/<slug:slug>/aiemmat/<key:pk>/palauta/", revisions.restore, name="restore"),
    path("hakemukset/<str:reference>/tarkista/", sending.check, name="check"),
    path("hakemukset/<str:reference>/laheta/", sending.submit, name="submit"),
    path("hakemukset/<str:reference>/taydennys/", completing.complete, name="complete"),
    path("hakemukset/<str:reference>/kuitti/", sending.receipt, name="receipt"),
    path("hakemukset/<str:reference>/hakemus.pdf", versions.printout, name="printout"),
    path("hakemukset/<str:reference>/versiot/", versions.versions, name="versions"),
    path("hakemukset/<str:reference>/versiot/muutokset/", versions.changes, name="changes"),
    path("hakemukset/<str:reference>/versiot/<key:number>/", versions.version, name="version"),
    path("hakemukset/<str:reference>/versiot/<key:number>/hakemus.pdf", versions.version_printout, name="version_printout"),
    path("hakemukset/<str:reference>/versiot/<key:older>/<key:newer>/", versions.comparison, name="comparison"),
    path("hakemukset/<str:reference>/palaute/", sending.give_feedback, name="give_feedback"),
    path("hakemukset/<str:reference>/liitteet/<key:pk>/", attachments.attachment, name="attachment"),
    path("hakemukset/<str:reference>/liitteet/<key:pk>/poista/", attachments.detach, name="detach"),
    path("hakemukset/<str:reference>/liitteet/<key:pk>/palauta/", attachments.put_back, name="put_back"),
    path("hakemukset/<str:reference>/laji/", copying.change_kind, name="change_kind"),
    path("hakemukset/<str:reference>/kopioi/", copying.copy, name="copy"),
    path("hakemukset/<str:reference>/neuvoja/", helping.ask_advice, name="ask_advice"),
    path("hakemukset/<str:reference>/apu/", helping.allow_help, name="allow_help"),
    path("hakemukset/<str:reference>/apu/paata/", helping.end_help, name="end_help"),
    path("hakemukset/<str:reference>/poista/", drafts.discard, name="discard"),
    path("henkilot/<key:pk>/sulje/", people.close_account, name="close_account"),
]
