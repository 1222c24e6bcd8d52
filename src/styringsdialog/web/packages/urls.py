"""Addresses of packages."""

from django.urls import path

from . import views

urlpatterns = [
    path("pakker/", views.PackageListView.as_view(), name="package_list"),
    path("pakker/<int:pk>/", views.PackageView.as_view(), name="package"),
    path(
        "organisationer/<str:number>/skabelon/<int:year>/",
        views.TemplateDownloadView.as_view(),
        name="package_template",
    ),
]
