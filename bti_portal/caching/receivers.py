"""Begins a new generation when something that stands around every page has changed."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from bti_portal.caching.generations import begin_new

WATCHED = (Page, Site, Locale, PageViewRestriction)


@receiver([post_save, post_delete])
def note_change(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    """Models of other packages take part by `stands_around_pages = True`."""
    if raw:
        return
    if isinstance(instance, WATCHED) or getattr(instance, "stands_around_pages", False):
        begin_new()


@receiver(post_page_move)
def note_move(**_: Any) -> None:
    begin_new()
