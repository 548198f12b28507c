"""Addresses in the admin of the files that the catalogue goes in and out by."""

from django.urls import path, re_path

from tjenesteoversikt.exports.views import FILES, DownloadView, PackageView
from tjenesteoversikt.imports import views

app_name = "catalogue_files"
NAMES = "|".join(name.replace(".", r"\.") for name in FILES)
urlpatterns = [
    path("", views.BeginView.as_view(), name="begin"),
    path("<int:site_id>/", views.SiteView.as_view(), name="site"),
    path("<int:site_id>/package/", PackageView.as_view(), name="package"),
    re_path(rf"^(?P<site_id>\d+)/(?P<name>{NAMES})$", DownloadView.as_view(), name="download"),
    path("run/<int:pk>/", views.RunView.as_view(), name="run"),
    path("run/<int:pk>/columns/", views.ColumnsView.as_view(), name="columns"),
    path("run/<int:pk>/undo/", views.UndoView.as_view(), name="undo"),
]
