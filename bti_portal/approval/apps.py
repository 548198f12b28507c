from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ApprovalConfig(AppConfig):
    name = "bti_portal.approval"
    label = "approval"
    verbose_name = pgettext_lazy("of drafts", "Approval")

    def ready(self) -> None:
        from bti_portal.approval import receivers

        receivers.listen()
