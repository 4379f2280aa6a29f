"""Addresses of citizens' pages."""

from django.urls import path

from front import views

app_name = "front"
urlpatterns = [
    path("", views.home, name="home"),
    path("ohjeet/", views.instructions, name="instructions"),
    path("neuvonta/", views.advice, name="advice"),
    path("oma/", views.me, name="me"),
    path("hakemukset/<str:reference>/", views.my_application, name="my_application"),
    path("hakemukset/<str:reference>/peru/", views.withdraw, name="withdraw"),
    path("hakemukset/<str:reference>/luovu/", views.give_up, name="give_up"),
    path("hakemukset/<str:reference>/varasija/", views.answer_offer, name="answer_offer"),
    path("kieli/", views.language, name="language"),
    path("kehitys/posti/", views.mail, name="mail"),
]
