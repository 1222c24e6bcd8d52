"""Address of the search."""

from django.urls import path

from .views import SearchView

urlpatterns = [path("soeg/", SearchView.as_view(), name="search")]
