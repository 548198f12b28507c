from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewsConfig(AppConfig):
    name = "bti_portal.previews"
    label = "previews"
    verbose_name = _("Links to drafts")
