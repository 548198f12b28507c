from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "bti_portal.translation"
    verbose_name = _("Both forms of Norwegian")

    def ready(self) -> None:
        from bti_portal.translation import gatekeeping, receivers  # noqa: F401
