"""Addresses of points, of what is said about them, and of advisers' proposals."""

from django.urls import path

from . import beside, judging, proposals, remarks, views

urlpatterns = [
    path("pakker/<int:pk>/punkter/", views.PointsView.as_view(), name="points"),
    path("pakker/<int:pk>/punkter/vurder/", judging.JudgeManyView.as_view(), name="points_judge"),
    path("pakker/<int:pk>/punkter/fortryd/", judging.UndoView.as_view(), name="points_undo"),
    path("pakker/<int:pk>/punkter/<int:point>/", views.PointsView.as_view(), name="point"),
    path("pakker/<int:pk>/punkter/<int:point>/oplaeg/", views.ChooseView.as_view(), name="point_choose"),
    path("pakker/<int:pk>/punkter/<int:point>/vurder/", judging.JudgeView.as_view(), name="point_judge"),
    path("pakker/<int:pk>/punkter/<int:point>/foreslaa/", judging.ProposeView.as_view(), name="point_propose"),
    path("pakker/<int:pk>/punkter/<int:point>/notat/", remarks.NoteView.as_view(), name="point_note"),
    path("pakker/<int:pk>/punkter/<int:point>/forklaring/", remarks.ExplainView.as_view(), name="point_explain"),
    path("pakker/<int:pk>/punkter/<int:point>/historik/", beside.HistoryView.as_view(), name="point_history"),
    path("pakker/<int:pk>/punkter/<int:point>/tvillinger/", beside.PeersView.as_view(), name="point_peers"),
    path("pakker/<int:pk>/regler/", views.RunRulesView.as_view(), name="package_run_rules"),
    path("notater/<int:pk>/", remarks.NoteChangeView.as_view(), name="point_note_change"),
    path("forslag/", proposals.ProposalListView.as_view(), name="proposal_list"),
    path("forslag/afgoer/", proposals.ProposalsDecideView.as_view(), name="proposals_decide"),
    path("forslag/<int:pk>/", proposals.ProposalDecideView.as_view(), name="proposal_decide"),
]
