"""Address of stored files."""

from django.urls import path

from .views import StoredFileView

urlpatterns = [path("fil/<int:pk>/", StoredFileView.as_view(), name="stored_file")]
