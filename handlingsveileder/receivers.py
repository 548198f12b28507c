"""What follows when a page of the guide has been published."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from handlingsveileder.models import GuidePage
from handlingsveileder.publishing import keep_version


@receiver(page_published, sender=GuidePage)
def keep_a_new_version(instance: GuidePage, alias: bool = False, **_: Any) -> None:
    if not alias:
        keep_version(instance)
