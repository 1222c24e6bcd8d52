"""Addresses of housing areas."""

from django.urls import path

from . import changing, views

urlpatterns = [
    path("omraader/", views.AreaListView.as_view(), name="area_list"),
    path("omraader/nyt/", changing.AreaNewView.as_view(), name="area_new"),
    path("omraader/<int:pk>/", views.AreaView.as_view(), name="area"),
    path("omraader/<int:pk>/ret/", changing.AreaEditView.as_view(), name="area_edit"),
]
