"""Addresses of points."""

from django.urls import path

from . import views

urlpatterns = [
    path("pakker/<int:pk>/punkter/", views.PointsView.as_view(), name="points"),
    path("pakker/<int:pk>/punkter/<int:point>/", views.PointsView.as_view(), name="point"),
    path("pakker/<int:pk>/punkter/<int:point>/oplaeg/", views.ChooseView.as_view(), name="point_choose"),
    path("pakker/<int:pk>/regler/", views.RunRulesView.as_view(), name="package_run_rules"),
]
