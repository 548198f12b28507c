from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "bti_portal.search"
    label = "search"
