from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "bti_portal.shell"
    label = "shell"
    verbose_name = _("The municipality's site")

    def ready(self) -> None:
        from bti_portal.shell import receivers, wagtail_labels  # noqa: F401

        wagtail_labels.give()
