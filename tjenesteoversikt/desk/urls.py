"""The addresses of the coordinator's pages about the catalogue."""

from django.urls import path

from tjenesteoversikt.desk import service_editor, sharing_views

app_name = "catalogue"
urlpatterns = [
    path("service/<int:pk>/checked/", service_editor.checked_today, name="checked"),
    path("<int:site_id>/borrow/", sharing_views.BorrowableView.as_view(), name="borrowable"),
    path("<int:site_id>/changes/", sharing_views.ChangesView.as_view(), name="changes"),
]
