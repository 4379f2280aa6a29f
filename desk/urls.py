"""Addresses of the desk."""

from django.urls import path

from desk.views import attachments, cases, feedback, helping, ideas, letters, paper, rounds, talks, versions, worklist

app_name = "desk"
case = "hakemukset/<str:reference>/"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path(case, cases.case, name="case"),
    path(f"{case}liitteet/<int:pk>/", attachments.attachment, name="attachment"),
    path(f"{case}esteellisyys/", cases.declare, name="declare"),
    path(f"{case}kasittelyyn/", cases.take_up, name="take_up"),
    path(f"{case}pisteet/", cases.score, name="score"),
    path(f"{case}esitys/", cases.propose, name="propose"),
    path(f"{case}palautus/", cases.return_to_review, name="return_to_review"),
    path(f"{case}paatos/", cases.decide, name="decide"),
    path(f"{case}versiot/", versions.versions, name="versions"),
    path(f"{case}versiot/<int:number>/", versions.version, name="version"),
    path(f"{case}versiot/<int:number>/hakemus.pdf", versions.version_printout, name="version_printout"),
    path(f"{case}versiot/<int:older>/<int:newer>/", versions.comparison, name="comparison"),
    path(f"{case}esikatselu/", cases.preview, name="preview"),
    path(f"{case}viestit/", talks.messages, name="messages"),
    path("neuvonta/viestit/", talks.talks, name="talks"),
    path("neuvonta/viestit/<int:pk>/ei-vastausta/", talks.settle_talk, name="settle_talk"),
    path("apu/", helping.helping, name="helping"),
    path("apu/lupa/", helping.allow_help, name="allow_help"),
    path("apu/ryhmat/", paper.find_group, name="find_group"),
    path("apu/ryhmat/uusi/", paper.add_group, name="add_group"),
    path("apu/ryhmat/<int:pk>/", paper.edit_group, name="edit_group"),
    path("apu/ryhmat/<int:pk>/paperihakemus/", paper.enter, name="enter"),
    path(f"apu/{case}kirjaa/", paper.register, name="register"),
    path(f"apu/{case}kuitti/", paper.receipt, name="receipt"),
    path("neuvonta/ideat/", ideas.ideas, name="ideas"),
    path("neuvonta/ideat/uusi/", ideas.tell_idea, name="tell_idea"),
    path("neuvonta/ideat/<str:reference>/", ideas.idea, name="idea"),
    path("neuvonta/ideat/<str:reference>/sulje/", ideas.close_idea, name="close_idea"),
    path("kierrokset/", rounds.rounds, name="rounds"),
    path("kierrokset/<int:number>/vahvista/", rounds.confirm_dates, name="confirm_dates"),
    path("kierrokset/<int:number>/kustannusmalli/<slug:kind>/", rounds.set_cost_model, name="set_cost_model"),
    path("kierrokset/<int:number>/jatka/", rounds.extend_round, name="extend_round"),
    path("kierrokset/<int:number>/julkaisu/", rounds.publish, name="publish"),
    path("palaute/", feedback.feedback, name="feedback"),
    path("kirjeet/", letters.letters, name="letters"),
]
