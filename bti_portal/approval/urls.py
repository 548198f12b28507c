"""The addresses of the admin's pages about approval."""

from django.urls import path

from bti_portal.approval import views

app_name = "approval"
urlpatterns = [
    path("<int:site_id>/", views.WaitingView.as_view(), name="waiting"),
    path("<int:site_id>/steps/", views.StepsView.as_view(), name="steps"),
]
