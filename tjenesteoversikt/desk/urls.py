"""The addresses of the coordinator's pages about the catalogue."""

from django.urls import path

from tjenesteoversikt.desk import provider_views, service_editor, sharing_views

app_name = "catalogue"
urlpatterns = [
    path("service/<int:pk>/checked/", service_editor.checked_today, name="checked"),
    path("<int:site_id>/borrow/", sharing_views.BorrowableView.as_view(), name="borrowable"),
    path("<int:site_id>/changes/", sharing_views.ChangesView.as_view(), name="changes"),
    path("<int:site_id>/links/", provider_views.LinksView.as_view(), name="links"),
    path("<int:site_id>/proposals/", provider_views.ProposalsView.as_view(), name="proposals"),
]
