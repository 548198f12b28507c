"""The addresses of the admin's pages about links to drafts."""

from django.urls import path

from bti_portal.previews import admin_views

app_name = "previews"
urlpatterns = [
    path("<int:site_id>/", admin_views.LinksView.as_view(), name="links"),
    path(
        "<int:site_id>/<slug:app_label>/<slug:model_name>/<int:object_id>/",
        admin_views.MakeLinkView.as_view(),
        name="make",
    ),
]
