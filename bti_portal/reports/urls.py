"""The reports' addresses in the admin."""

from django.urls import path

from bti_portal.reports import review_views, views

app_name = "reports"
urlpatterns = [
    path("model/<int:site_id>/", views.ModelReportView.as_view(), name="model_report"),
    path("grant/<int:site_id>/", views.GrantChecklistView.as_view(), name="grant_checklist"),
    path("law/<int:site_id>/", views.LawRadarView.as_view(), name="law_radar"),
    path("law/cited/<int:pk>/", views.CitedLawView.as_view(), name="cited_law"),
    path("due/<int:site_id>/", review_views.DueView.as_view(), name="due"),
    path("hand-over/<int:site_id>/", review_views.HandOverView.as_view(), name="hand_over"),
]
