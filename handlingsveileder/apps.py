from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandlingsveilederConfig(AppConfig):
    name = "handlingsveileder"
    verbose_name = _("Guide")

    def ready(self) -> None:
        from handlingsveileder import ladder, receivers  # noqa: F401
        from tjenesteoversikt import level_names

        level_names.told_by(ladder.names_by_place)
