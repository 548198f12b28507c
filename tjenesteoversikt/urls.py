"""Addresses in the admin of the files that the catalogue goes in and out by."""

from django.urls import path

from tjenesteoversikt.exports.views import FILES, DownloadView, PackageView
from tjenesteoversikt.imports import views

app_name = "catalogue_files"
urlpatterns = [
    path("", views.BeginView.as_view(), name="begin"),
    path("<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("<int:site_id>/package/", PackageView.as_view(), name="package"),
    *(path(f"<int:site_id>/{file}", DownloadView.as_view(file=file), name=file) for file in FILES),
    path("run/<int:pk>/", views.RunView.as_view(), name="run"),
    path("run/<int:pk>/columns/", views.ColumnsView.as_view(), name="columns"),
    path("run/<int:pk>/undo/", views.UndoView.as_view(), name="undo"),
]
