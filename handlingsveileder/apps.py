from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandlingsveilederConfig(AppConfig):
    name = "handlingsveileder"
    verbose_name = _("Guide")

    def ready(self) -> None:
        from handlingsveileder import receivers  # noqa: F401
