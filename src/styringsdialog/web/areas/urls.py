"""Addresses of housing areas."""

from django.urls import path

from . import views

urlpatterns = [
    path("omraader/", views.AreaListView.as_view(), name="area_list"),
    path("omraader/<int:pk>/", views.AreaView.as_view(), name="area"),
]
