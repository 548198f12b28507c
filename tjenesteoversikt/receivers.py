"""Keeps the catalogue's own upkeep: the owner always shows its service, search words follow the text."""

from typing import Any

from django.db.models import Model, ProtectedError, Q, QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from bti_portal import norsk
from tjenesteoversikt.borrowed import borrowers_of
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.sharing import follow_what_is_the_same

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


@receiver(pre_delete, sender=Revision)
def keep_approved_text(
    instance: Revision, origin: Model | QuerySet[Model] | None = None, **_: Any
) -> None:
    """A text that a borrower shows, or has declined, is kept when old revisions are purged."""
    is_purge = isinstance(origin, Revision) or getattr(origin, "model", None) is Revision
    if is_purge and instance.pk:
        answered = Q(approved_revision=instance) | Q(declined_revision=instance)
        shown = Publication.objects.filter(answered)
        if shown.exists():
            raise ProtectedError("A municipality shows this text.", set(shown))


@receiver(published, sender=Service)
def tell_borrowers(instance: Service, revision: Revision, **_: Any) -> None:
    if instance.live:
        follow_what_is_the_same(instance, revision)


@receiver(pre_delete, sender=Service)
def keep_what_is_borrowed(instance: Service, **_: Any) -> None:
    """A service that another municipality shows is not deleted, whatever way."""
    borrowers = borrowers_of([instance])
    if borrowers:
        raise ProtectedError("Another municipality shows this service.", set(borrowers))
