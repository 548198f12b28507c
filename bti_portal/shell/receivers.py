from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site

from bti_portal.shell.hosts import known_hosts
from bti_portal.shell.models import Municipality


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Municipality)
def forget_hosts(**_: Any) -> None:
    known_hosts.forget()
