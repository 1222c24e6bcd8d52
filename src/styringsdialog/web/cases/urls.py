"""Addresses of what hangs on a case. `kind` is app and model, as «register.housingorganisation»."""

from django.urls import path

from . import views

urlpatterns = [
    path("sager/<str:kind>/<int:pk>/bilag/", views.DocumentsView.as_view(), name="case_documents"),
    path("sager/<str:kind>/<int:pk>/sagsnummer/", views.ReferenceView.as_view(), name="case_reference"),
    path("bilag/<int:pk>/", views.AttachmentView.as_view(), name="attachment"),
    path("bilag/<int:pk>/kopi/", views.RedactView.as_view(), name="attachment_redact"),
    path("bilag/<int:pk>/slet-indhold/", views.DeleteView.as_view(), name="attachment_delete"),
]
