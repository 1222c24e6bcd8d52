"""Addresses of letters with questions, and of the page on which they are answered without a sign-in."""

from django.urls import path

from . import answering, by_link, drafting, sending, views

urlpatterns = [
    path("breve/", views.LetterListView.as_view(), name="letter_list"),
    path("breve/<int:pk>/", views.LetterView.as_view(), name="letter"),
    path("breve/<int:pk>/gem/", drafting.LetterSaveView.as_view(), name="letter_save"),
    path("breve/<int:pk>/gennemse/", sending.LetterPreviewView.as_view(), name="letter_preview"),
    path("breve/<int:pk>/send/", sending.LetterSendView.as_view(), name="letter_send"),
    path("breve/<int:pk>/pdf/", sending.LetterPdfView.as_view(), name="letter_pdf"),
    path("breve/<int:pk>/sendt/", sending.LetterSentView.as_view(), name="letter_sent"),
    path("breve/<int:pk>/ryk/", sending.LetterRemindView.as_view(), name="letter_remind"),
    path("breve/<int:pk>/traek-tilbage/", sending.LetterWithdrawView.as_view(), name="letter_withdraw"),
    path("breve/<int:pk>/svar/", answering.LetterReplyView.as_view(), name="letter_reply"),
    path("breve/spoergsmaal/<int:pk>/", answering.QuestionAnswerView.as_view(), name="question_answer"),
    path("pakker/<int:pk>/breve/", views.PackageLettersView.as_view(), name="package_letters"),
    path("pakker/<int:pk>/breve/nyt/", drafting.LetterNewView.as_view(), name="letter_new"),
    path("svar/<str:token>/", by_link.AnswerView.as_view(), name="answer"),
]
