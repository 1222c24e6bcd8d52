"""Addresses of people, invitations and processor agreements."""

from django.urls import path

from . import agreements, entering, views

urlpatterns = [
    path("personer/", views.PeopleView.as_view(), name="people"),
    path("personer/inviter/", views.InviteView.as_view(), name="invite"),
    path("personer/invitationer/", views.InvitationsView.as_view(), name="invitation_list"),
    path("personer/invitationer/<int:pk>/igen/", views.SendAgainView.as_view(), name="invitation_again"),
    path("personer/invitationer/<int:pk>/tilbage/", views.RevokeView.as_view(), name="invitation_revoke"),
    path("personer/raadgivere/", agreements.AgreementsView.as_view(), name="processor_agreements"),
    path("personer/raadgivere/ny/", agreements.RecordAgreementView.as_view(), name="processor_agreement_new"),
    path("personer/raadgivere/<int:pk>/afslut/", agreements.EndAgreementView.as_view(), name="processor_agreement_end"),
    path("personer/<int:pk>/", views.PersonView.as_view(), name="person"),
    path("personer/<int:pk>/rolle/", views.GrantView.as_view(), name="role_grant"),
    path("personer/<int:pk>/luk/", views.DeactivateView.as_view(), name="person_deactivate"),
    path("personer/<int:pk>/aabn/", views.ReactivateView.as_view(), name="person_reactivate"),
    path("personer/roller/<int:pk>/afslut/", views.EndRoleView.as_view(), name="role_end"),
    path("invitation/<str:secret>/", entering.EnterView.as_view(), name="invitation"),
]
