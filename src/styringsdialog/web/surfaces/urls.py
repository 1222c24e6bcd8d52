"""Addresses of collaboration surfaces."""

from django.urls import path

from . import changing, views

urlpatterns = [
    path("samarbejdsflader/", views.SurfaceListView.as_view(), name="surface_list"),
    path("samarbejdsflader/mine/", views.SurfaceMineView.as_view(), name="surface_mine"),
    path("samarbejdsflader/katalog/", changing.CatalogueView.as_view(), name="surface_catalogue"),
    path("samarbejdsflader/ny/", changing.SurfaceNewView.as_view(), name="surface_new"),
    path("samarbejdsflader/<int:pk>/", changing.SurfaceEditView.as_view(), name="surface_edit"),
    path("samarbejdsflader/<int:pk>/overdrag/", changing.SurfaceHandOverView.as_view(), name="surface_hand_over"),
    path("samarbejdsflader/<int:pk>/afslut/", changing.SurfaceEndView.as_view(), name="surface_end"),
]
