"""Keeps the catalogue's own upkeep: the owner always shows its service, and what can be found of it
follows what readers may see."""

from typing import Any

from django.db.models import Model, ProtectedError, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published

from bti_portal.finding import keeping
from tjenesteoversikt import search
from tjenesteoversikt.borrowed import borrowers_of
from tjenesteoversikt.models import Need, Provider, Publication, Service, Theme
from tjenesteoversikt.sharing import follow_what_is_the_same

# Saves of these fields alone change what is found, but come with no new text.
SWITCHES = {"live"}


@receiver(post_save, sender=Service)
def show_at_owner(instance: Service, created: bool, raw: bool = False, **_: Any) -> None:
    # Whoever saves thousands at once has made the publications already.
    if created and not raw and not getattr(instance, "is_shown_at_owner", False):
        Publication.objects.get_or_create(service=instance, site_id=instance.site_id)


@receiver(post_save, sender=Service)
def keep_findable(
    instance: Service, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """A draft is saved with a few fields only, and carries words that are not yet for readers."""
    if raw or (update_fields is not None and not SWITCHES & update_fields):
        return
    search.write(instance.publications.all(), instance if update_fields is None else None)


@receiver(post_save, sender=Publication)
def keep_publication_findable(instance: Publication, raw: bool = False, **_: Any) -> None:
    if not raw:
        search.write([instance])


@receiver(post_delete, sender=Publication)
def forget(instance: Publication, **_: Any) -> None:
    keeping.replace(instance.site_id, search.KIND, [instance.pk], [])


@receiver(post_save, sender=Theme)
@receiver(post_save, sender=Need)
@receiver(post_save, sender=Provider)
def keep_name_findable(instance: Model, created: bool, raw: bool = False, **_: Any) -> None:
    """The names of what services cite are words that readers look for."""
    if raw or created:
        return
    citing = {Theme: "themes", Need: "needs", Provider: "provider"}[type(instance)]
    search.write(Publication.objects.filter(**{f"service__{citing}": instance}))


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
    # Whoever publishes thousands at once has looked already.
    if instance.live and getattr(instance, "has_borrowers", True):
        follow_what_is_the_same(instance, revision)


@receiver(pre_delete, sender=Service)
def keep_what_is_borrowed(instance: Service, **_: Any) -> None:
    """A service that another municipality shows is not deleted, whatever way."""
    borrowers = borrowers_of([instance])
    if borrowers:
        raise ProtectedError("Another municipality shows this service.", set(borrowers))
