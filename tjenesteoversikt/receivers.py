"""Keeps the catalogue's own upkeep: the owner always shows its service, search words follow the text."""

from typing import Any

from django.db.models import Model, ProtectedError, QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Revision

from bti_portal import norsk
from tjenesteoversikt.models import Publication, Service

SEARCHED = ("name", "summary", "everyday_words", "description")


def text_searched(service: Service) -> str:
    """Everything a reader's words are compared with, in both forms."""
    parts = [getattr(service, f"{name}_{form}") or "" for name in SEARCHED for form in ("nn", "nb")]
    return " ".join(parts)


@receiver(pre_save, sender=Service)
def keep_search_words(instance: Service, **_: Any) -> None:
    instance.search_words = f" {' '.join(sorted(norsk.tokens(text_searched(instance))))} "


@receiver(post_save, sender=Service)
def show_at_owner(instance: Service, created: bool, raw: bool = False, **_: Any) -> None:
    # Whoever saves thousands at once has made the publications already.
    if created and not raw and not getattr(instance, "is_shown_at_owner", False):
        Publication.objects.get_or_create(service=instance, site_id=instance.site_id)


@receiver(pre_delete, sender=Revision)
def keep_approved_text(
    instance: Revision, origin: Model | QuerySet[Model] | None = None, **_: Any
) -> None:
    """A text that a borrower shows goes only with the service, not when old revisions are purged."""
    is_purge = isinstance(origin, Revision) or getattr(origin, "model", None) is Revision
    if is_purge and instance.pk:
        shown = Publication.objects.filter(approved_revision=instance)
        if shown.exists():
            raise ProtectedError("A municipality shows this text.", set(shown))
