"""Address of the overview."""

from django.urls import path

from .views import OverviewView

urlpatterns = [path("", OverviewView.as_view(), name="overview")]
