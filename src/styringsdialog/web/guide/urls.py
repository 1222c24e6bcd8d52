"""Address of the help page."""

from django.urls import path

from .views import GuideView

urlpatterns = [path("hjaelp/", GuideView.as_view(), name="guide")]
