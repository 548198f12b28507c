from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "bti_portal.finding"
    label = "finding"
