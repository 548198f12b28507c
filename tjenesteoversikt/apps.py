from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TjenesteoversiktConfig(AppConfig):
    name = "tjenesteoversikt"
    verbose_name = _("Service catalogue")

    def ready(self) -> None:
        from tjenesteoversikt import receivers  # noqa: F401
