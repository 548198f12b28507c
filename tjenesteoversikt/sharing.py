"""Lets a municipality show another's service, and answer when the owner's text changes."""

from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, Site

from tjenesteoversikt import search
from tjenesteoversikt.borrowed import Borrowing, borrowers_of, borrowings, municipality_names
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.owner_letter import tell_owner
from tjenesteoversikt.published_text import changed_columns, published_revision


class NotOffered(Exception):
    """The owner does not let others show the service, or shows it to nobody."""


class NewerText(Exception):
    """The owner has published another text than the one that was answered."""


@transaction.atomic
def borrow(service: Service, site: Site, user: AbstractBaseUser) -> Publication:
    """Show `service` at `site` with its present text; twice is as once.

    Raises:
        NotOffered: if it cannot be borrowed.
    """
    if not (service.can_be_borrowed and service.live) or service.site_id == site.pk:
        raise NotOffered
    publication, is_new = Publication.objects.get_or_create(
        service=service,
        site=site,
        defaults={
            "approved_revision": published_revision(service),
            "answered_by": user,
            "answered_at": timezone.now(),
        },
    )
    if is_new:
        log(publication, "wagtail.create", user=user)
    return publication


def _locked(publication: Publication, seen: str) -> Borrowing:
    """The publication beside the owner's text, which must be the one that was read."""
    [row] = borrowings([Publication.objects.select_for_update().get(pk=publication.pk)])
    if row.is_withdrawn or row.fingerprint != seen:
        raise NewerText
    return row


def _answer(publication: Publication, user: AbstractBaseUser, **values: Any) -> None:
    values |= {"answered_by": user, "answered_at": timezone.now()}
    Publication.objects.filter(pk=publication.pk).update(**values)
    search.write([publication])


@transaction.atomic
def approve(publication: Publication, seen: str, user: AbstractBaseUser) -> None:
    """Show the owner's present text.

    Args:
        publication: a borrowed service.
        seen: the fingerprint of the text that the user read.
        user: who says yes.

    Raises:
        NewerText: if the owner has published another text since.
    """
    row = _locked(publication, seen)
    _answer(
        publication,
        user,
        approved_revision=published_revision(row.service),
        declined_revision=None,
        decline_reason="",
    )
    log(publication, "tjenesteoversikt.approve", user=user)


@transaction.atomic
def decline(publication: Publication, seen: str, reason: str, user: AbstractBaseUser) -> None:
    """Keep the approved text, and tell the owner why. Holds until the owner's text changes again.

    Raises:
        ValidationError: without a reason.
        NewerText: as `approve`.
    """
    if not reason.strip():
        raise ValidationError(_("Write why, so that the owner understands."))
    row = _locked(publication, seen)
    revision = published_revision(row.service)
    has_been_told = (row.publication.declined_revision, row.publication.decline_reason) == (
        revision,
        reason.strip(),
    )
    _answer(
        publication,
        user,
        declined_revision=revision,
        decline_reason=reason.strip(),
    )
    if not has_been_told:
        told = partial(tell_owner, publication.pk, user)
        transaction.on_commit(told, robust=True)
    log(publication, "tjenesteoversikt.decline", user=user, data={"reason": reason.strip()})


@transaction.atomic
def stop_borrowing(publication: Publication, user: AbstractBaseUser) -> None:
    """Show it no more. The municipality's own words beside it go too."""
    log(publication, "wagtail.delete", user=user)
    publication.delete()


def follow_what_is_the_same(service: Service, revision: Revision) -> None:
    """Borrowers follow a new revision in which readers see no change, such as a new date of check."""
    for row in borrowings(borrowers_of([service])):
        approved = row.publication.approved_revision
        if approved and not changed_columns(approved.content, revision.content):
            Publication.objects.filter(pk=row.publication.pk).update(approved_revision=revision)
            search.write([row.publication])


def borrowers_in_words(services: list[Service]) -> str:
    """The municipalities that keep `services` from being deleted; empty if there are none."""
    names = municipality_names()
    return ", ".join(sorted({names[row.site_id] for row in borrowers_of(services)}))
