"""The reports' addresses in the admin."""

from django.urls import path

from bti_portal.reports import mapping_views, review_views, views

app_name = "reports"
urlpatterns = [
    path("model/<int:site_id>/", views.ModelReportView.as_view(), name="model_report"),
    path("mapping/<int:site_id>/", mapping_views.MappingView.as_view(), name="mapping"),
    path(
        "mapping/<int:site_id>/mapping.xlsx",
        mapping_views.MappingWorkbookView.as_view(),
        name="mapping_workbook",
    ),
    path(
        "mapping/<int:site_id>/mapping.pdf",
        mapping_views.MappingPaperView.as_view(),
        name="mapping_paper",
    ),
    path("grant/<int:site_id>/", views.GrantChecklistView.as_view(), name="grant_checklist"),
    path("law/<int:site_id>/", views.LawRadarView.as_view(), name="law_radar"),
    path("law/cited/<int:pk>/", views.CitedLawView.as_view(), name="cited_law"),
    path("due/<int:site_id>/", review_views.DueView.as_view(), name="due"),
    path("hand-over/<int:site_id>/", review_views.HandOverView.as_view(), name="hand_over"),
]
