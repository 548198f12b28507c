"""The reports' addresses in the admin."""

from django.urls import path

from bti_portal.reports import views

app_name = "reports"
urlpatterns = [
    path("model/<int:site_id>/", views.ModelReportView.as_view(), name="model_report"),
    path("grant/<int:site_id>/", views.GrantChecklistView.as_view(), name="grant_checklist"),
    path("law/<int:site_id>/", views.LawRadarView.as_view(), name="law_radar"),
    path("law/cited/<int:pk>/", views.CitedLawView.as_view(), name="cited_law"),
]
