from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CachingConfig(AppConfig):
    name = "bti_portal.caching"
    label = "caching"
    verbose_name = _("Caching")

    def ready(self) -> None:
        from bti_portal.caching import receivers  # noqa: F401
