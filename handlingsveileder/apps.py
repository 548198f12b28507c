from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandlingsveilederConfig(AppConfig):
    name = "handlingsveileder"
    verbose_name = _("Guide")
