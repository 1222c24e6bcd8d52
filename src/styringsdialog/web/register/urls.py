"""Addresses of the register's start, its events, contacts and workbook."""

from django.urls import path

from . import contacts, events, views, workbook

urlpatterns = [
    path("register/", views.RegisterView.as_view(), name="register"),
    path("register/haendelser/", events.EventListView.as_view(), name="event_list"),
    path("register/haendelser/ny/", events.EventKindsView.as_view(), name="event_new"),
    path("register/haendelser/ny/<slug:kind>/", events.EventNewView.as_view(), name="event_form"),
    path("register/haendelser/<int:pk>/", events.EventView.as_view(), name="event"),
    path("register/haendelser/<int:pk>/tilbage/", events.EventWithdrawView.as_view(), name="event_withdraw"),
    path("register/kontakter/<int:pk>/", contacts.ContactEditView.as_view(), name="contact_edit"),
    path("register/kontakter/<int:pk>/afslut/", contacts.ContactEndView.as_view(), name="contact_end"),
    path("register/regneark/", workbook.WorkbookView.as_view(), name="register_workbook"),
    path("register/regneark/hent/", workbook.WorkbookDownloadView.as_view(), name="register_workbook_download"),
    path("register/regneark/se/", workbook.WorkbookPreviewView.as_view(), name="register_workbook_preview"),
    path("register/regneark/med-maerker/", workbook.WorkbookMarkedView.as_view(), name="register_workbook_marked"),
    path("register/regneark/tag-ind/", workbook.WorkbookAcceptView.as_view(), name="register_workbook_accept"),
]
