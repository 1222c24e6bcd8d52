"""Addresses of messages."""

from django.urls import path

from . import views, writing

urlpatterns = [
    path("beskeder/", views.LogView.as_view(), name="notice_log"),
    path("beskeder/mine/", views.MineView.as_view(), name="notice_mine"),
    path("beskeder/<int:pk>/", views.NoticeView.as_view(), name="notice"),
    path("beskeder/<int:pk>/igen/", views.RetryView.as_view(), name="notice_retry"),
    path("beskeder/skabeloner/", writing.TemplatesView.as_view(), name="notice_templates"),
    path("beskeder/skabeloner/<str:kind>/<str:tongue>/", writing.TemplateEditView.as_view(), name="notice_template"),
    path(
        "beskeder/skabeloner/<str:kind>/<str:tongue>/standard/",
        writing.ResetView.as_view(),
        name="notice_template_reset",
    ),
]
