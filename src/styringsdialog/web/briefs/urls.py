"""Addresses of briefs."""

from django.urls import path

from . import views

urlpatterns = [
    path("pakker/<int:pk>/dialogoplaeg/", views.OrderBriefView.as_view(), name="brief_order"),
    path("dialogoplaeg/<int:pk>/", views.BriefView.as_view(), name="brief"),
    path("dialogoplaeg/<int:pk>/udkast/", views.EditBriefView.as_view(), name="brief_edit"),
    path("dialogoplaeg/<int:pk>/del/", views.BriefDeedView.as_view(deed="share"), name="brief_share"),
    path("dialogoplaeg/<int:pk>/nyt-udkast/", views.BriefDeedView.as_view(deed="redraft"), name="brief_redraft"),
    path("dialogoplaeg/<int:pk>/proev-igen/", views.BriefDeedView.as_view(deed="retry"), name="brief_retry"),
]
