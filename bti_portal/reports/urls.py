"""The reports' addresses in the admin."""

from django.urls import path

from bti_portal.reports import (
    go_live_views,
    language_views,
    mapping_views,
    people_views,
    review_views,
    views,
)

app_name = "reports"
urlpatterns = [
    path("go-live/<int:site_id>/", go_live_views.GoLiveView.as_view(), name="go_live"),
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
    path(
        "language/<int:site_id>/",
        language_views.LanguageCheckView.as_view(),
        name="language_check",
    ),
    path("due/<int:site_id>/", review_views.DueView.as_view(), name="due"),
    path("hand-over/<int:site_id>/", review_views.HandOverView.as_view(), name="hand_over"),
    path("people/<int:site_id>/", people_views.PeopleView.as_view(), name="people"),
]
