"""Addresses of files on their way in."""

from django.urls import path

from . import views

urlpatterns = [
    path("filer/ny/", views.UploadNewView.as_view(), name="upload_any"),
    path("organisationer/<str:number>/fil/", views.UploadNewView.as_view(), name="upload_new"),
    path("filer/<int:pk>/", views.UploadView.as_view(), name="upload"),
    path("filer/<int:pk>/konti/", views.MapView.as_view(), name="upload_map"),
    path("filer/<int:pk>/tag-ind/", views.ApplyView.as_view(), name="upload_apply"),
    path("filer/<int:pk>/opgiv/", views.DiscardView.as_view(), name="upload_discard"),
]
