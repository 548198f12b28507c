from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Collection, Site, Workflow

from bti_portal.accounts.models import SiteApproval, SiteRole


@receiver(post_delete, sender=SiteRole)
def remove_group(instance: SiteRole, **_: Any) -> None:
    """The group of a role goes with the role, and so with its site."""
    Group.objects.filter(pk=instance.group_id).delete()


@receiver(pre_save, sender=Site)
def rename_collection(instance: Site, raw: bool = False, **_: Any) -> None:
    """A site that gets another host name keeps its files: its collection is known by that name."""
    if raw or not instance.pk:
        return
    was = Site.objects.filter(pk=instance.pk).values_list("hostname", flat=True).first()
    if not was or was == instance.hostname:
        return
    others = Site.objects.filter(hostname=was).exclude(pk=instance.pk)
    taken = Collection.objects.filter(name=instance.hostname, depth=2)
    if not others.exists() and not taken.exists():
        Collection.objects.filter(name=was, depth=2).update(name=instance.hostname)


@receiver(post_delete, sender=SiteApproval)
def remove_workflow(instance: SiteApproval, **_: Any) -> None:
    """The workflow of a site goes with the site."""
    Workflow.objects.filter(pk=instance.workflow_id).delete()
