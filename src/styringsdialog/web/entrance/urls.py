"""Addresses of getting in."""

from django.urls import path

from . import views

urlpatterns = [
    path("demo/log-ind/", views.DemoSignInView.as_view(), name="demo_sign_in"),
    path("kommune/", views.ChooseMunicipalityView.as_view(), name="choose_municipality"),
]
