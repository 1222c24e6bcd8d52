"""Addresses of what hangs on a case. `kind` is app and model, as «register.housingorganisation»."""

from django.urls import path

from . import access_views, views

urlpatterns = [
    path("sager/<str:kind>/<int:pk>/bilag/", views.DocumentsView.as_view(), name="case_documents"),
    path("sager/<str:kind>/<int:pk>/sagsnummer/", views.ReferenceView.as_view(), name="case_reference"),
    path("bilag/<int:pk>/", views.AttachmentView.as_view(), name="attachment"),
    path("bilag/<int:pk>/kopi/", views.RedactView.as_view(), name="attachment_redact"),
    path("bilag/<int:pk>/slet-indhold/", views.DeleteView.as_view(), name="attachment_delete"),
    path(
        "sager/<str:kind>/<int:pk>/aktindsigt/", access_views.AccessRequestNewView.as_view(), name="access_request_new"
    ),
    path("aktindsigt/", access_views.AccessRequestListView.as_view(), name="access_request_list"),
    path("aktindsigt/<int:pk>/", access_views.AccessRequestView.as_view(), name="access_request"),
    path(
        "aktindsigt/<int:pk>/dokumenter/", access_views.RequestDeedView.as_view(deed="collect"), name="access_collect"
    ),
    path("aktindsigt/<int:pk>/pakke/", access_views.RequestDeedView.as_view(deed="order"), name="access_order"),
    path("aktindsigt/<int:pk>/sendt/", access_views.RequestDeedView.as_view(deed="sent"), name="access_sent"),
    path("aktindsigt/dokument/<int:pk>/kopi/", access_views.ItemRedactView.as_view(), name="access_redact"),
]
