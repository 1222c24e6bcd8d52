"""Addresses of getting in."""

from django.urls import path

from . import account, views

urlpatterns = [
    path("demo/log-ind/", views.DemoSignInView.as_view(), name="demo_sign_in"),
    path("min-konto/", account.AccountView.as_view(), name="account"),
    path("kommune/", views.ChooseMunicipalityView.as_view(), name="choose_municipality"),
]
