"""Addresses of the help pages."""

from django.urls import path

from .views import GuideView

urlpatterns = [
    path("hjaelp/", GuideView.as_view(), name="guide"),
    path("hjaelp/<slug:name>/", GuideView.as_view(), name="guide_page"),
]
