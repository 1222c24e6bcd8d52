"""Addresses of municipal units."""

from django.urls import path

from . import changing, views

urlpatterns = [
    path("forvaltninger/", views.UnitListView.as_view(), name="unit_list"),
    path("forvaltninger/ny/", changing.UnitNewView.as_view(), name="unit_new"),
    path("forvaltninger/<int:pk>/", views.UnitView.as_view(), name="unit"),
    path("forvaltninger/<int:pk>/ret/", changing.UnitEditView.as_view(), name="unit_edit"),
    path("forvaltninger/<int:pk>/kontakter/ny/", changing.UnitContactNewView.as_view(), name="unit_contact_new"),
]
