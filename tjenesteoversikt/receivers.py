"""Keeps the catalogue's own upkeep: the owner always shows its service, search words follow the text."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

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
    if created and not raw:
        Publication.objects.get_or_create(service=instance, site_id=instance.site_id)
