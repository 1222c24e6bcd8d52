"""Addresses of rules and rates."""

from django.urls import path

from . import views

urlpatterns = [
    path("regler-og-satser/", views.LawView.as_view(), name="law"),
    path("regler-og-satser/regel/<str:key>/", views.RuleView.as_view(), name="rule"),
    path("regler-og-satser/sats/<str:topic>/<str:name>/", views.FigureView.as_view(), name="figure"),
]
