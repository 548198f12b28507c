from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Workflow

from bti_portal.accounts.models import SiteApproval, SiteRole


@receiver(post_delete, sender=SiteRole)
def remove_group(instance: SiteRole, **_: Any) -> None:
    """The group of a role goes with the role, and so with its site."""
    Group.objects.filter(pk=instance.group_id).delete()


@receiver(post_delete, sender=SiteApproval)
def remove_workflow(instance: SiteApproval, **_: Any) -> None:
    """The workflow of a site goes with the site."""
    Workflow.objects.filter(pk=instance.workflow_id).delete()
