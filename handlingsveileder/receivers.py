"""What follows when a page of the guide has been published, moved or taken away."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from handlingsveileder import search
from handlingsveileder.models import GuidePage
from handlingsveileder.publishing import keep_version


@receiver(page_published, sender=GuidePage)
def keep_a_new_version(instance: GuidePage, alias: bool = False, **_: Any) -> None:
    if not alias:
        keep_version(instance)


@receiver(page_published)
def keep_findable(instance: Page, **_: Any) -> None:
    search.write(instance)


@receiver(page_unpublished)
def forget(instance: Page, **_: Any) -> None:
    search.forget([instance])


@receiver(post_delete)
def forget_deleted(sender: type[Model], instance: Model, **_: Any) -> None:
    if sender in search.KINDS:
        search.forget([instance])


@receiver(post_page_move)
def keep_moved_findable(instance: Page, **_: Any) -> None:
    below = list(instance.get_descendants(inclusive=True).specific())
    search.forget(below)
    for page in below:
        search.write(page)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, **_: Any) -> None:
    site = instance.page.get_site()
    if site:
        search.write_all(site)
