"""Addresses of the register's start, its events and contacts."""

from django.urls import path

from . import contacts, events, views

urlpatterns = [
    path("register/", views.RegisterView.as_view(), name="register"),
    path("register/haendelser/", events.EventListView.as_view(), name="event_list"),
    path("register/haendelser/ny/", events.EventKindsView.as_view(), name="event_new"),
    path("register/haendelser/ny/<slug:kind>/", events.EventNewView.as_view(), name="event_form"),
    path("register/haendelser/<int:pk>/", events.EventView.as_view(), name="event"),
    path("register/haendelser/<int:pk>/tilbage/", events.EventWithdrawView.as_view(), name="event_withdraw"),
    path("register/kontakter/<int:pk>/", contacts.ContactEditView.as_view(), name="contact_edit"),
    path("register/kontakter/<int:pk>/afslut/", contacts.ContactEndView.as_view(), name="contact_end"),
]
