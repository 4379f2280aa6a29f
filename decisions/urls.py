"""Addresses of `decisions`."""

from django.urls import path

from decisions.views import claims, decision, public_list, verifying

app_name = "decisions"
urlpatterns = [
    path("paatokset/", public_list.public_list, name="public_list"),
    path("hakemukset/<str:reference>/paatos/", decision.decision, name="decision"),
    path("hakemukset/<str:reference>/paatos/<key:number>/", decision.version, name="version"),
    path("hakemukset/<str:reference>/paatos/<key:number>.pdf", decision.version_letter, name="version_letter"),
    path("hakemukset/<str:reference>/paatos.pdf", decision.letter, name="letter"),
    path("hakemukset/<str:reference>/paatos-en.pdf", decision.translation, name="translation"),
    path("tarkista/", verifying.verify, name="verify"),
    path("tarkista/<str:code>/", verifying.verified, name="verified"),
    path("hakemukset/<str:reference>/oikaisuvaatimus/", claims.make_claim, name="make_claim"),
    path("oikaisuvaatimukset/<str:reference>/", claims.claim, name="claim"),
    path("oikaisuvaatimukset/<str:reference>/liite/", claims.add_claim_file, name="add_claim_file"),
    path("oikaisuvaatimukset/<str:reference>/peru/", claims.withdraw_claim, name="withdraw_claim"),
    path("oikaisuvaatimukset/liitteet/<key:pk>/", claims.claim_file, name="claim_file"),
    path("kuulemiset/<key:pk>/", claims.hearing, name="hearing"),
]
