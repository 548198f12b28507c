"""Where the two forms are looked after in the admin."""

from django.urls import path

from bti_portal.translation import board_views, page_views, po_views, proofread_views

app_name = "translation"
urlpatterns = [
    path("board/<int:site_id>/", board_views.BoardView.as_view(), name="board"),
    path("files/<int:site_id>/", po_views.FilesView.as_view(), name="files"),
    path("files/<int:site_id>/texts.po", po_views.DownloadView.as_view(), name="download"),
    path("page/<int:page_id>/", page_views.PageFormsView.as_view(), name="page"),
    path(
        "proofread/page/<int:page_id>/",
        proofread_views.ProofreadPageView.as_view(),
        name="proofread_page",
    ),
    path(
        "proofread/service/<int:pk>/<slug:language>/",
        proofread_views.ProofreadRowView.as_view(),
        name="proofread_row",
    ),
]
