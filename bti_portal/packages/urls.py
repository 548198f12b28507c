"""The addresses of lending and borrowing guides in the admin."""

from django.urls import path

from bti_portal.packages import choice_views, views

app_name = "lending"
urlpatterns = [
    path("", views.BeginView.as_view(), name="begin"),
    path("<int:site_id>/lend/", views.LendView.as_view(), name="lend"),
    path("<int:site_id>/lend/<int:page_id>.zip", views.PackageView.as_view(), name="package"),
    path("<int:site_id>/receive/", views.ReceiveView.as_view(), name="receive"),
    path("<int:site_id>/received/<int:received_id>/", views.PlanView.as_view(), name="plan"),
    path("<int:site_id>/changes/", choice_views.WaitingView.as_view(), name="waiting"),
    path(
        "<int:site_id>/changes/<int:origin_id>/",
        choice_views.EditTextView.as_view(),
        name="edit_text",
    ),
    path("<int:site_id>/own/", choice_views.OwnTextsView.as_view(), name="own"),
]
