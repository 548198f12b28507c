"""What municipalities show of each other's services, and what waits for their answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import F, Q, QuerySet
from wagtail.models import Site

from bti_portal.shell.models import Municipality
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.published_text import (
    Content,
    Difference,
    Wording,
    changed_columns,
    contents_of,
    differences,
    fingerprint,
)


def municipality_names() -> dict[int, str]:
    """What each site's municipality is called, in the active language."""
    names = {row.site_id: str(row) for row in Municipality.objects.select_related("site")}
    return {
        pk: names.get(pk) or site_name or host
        for pk, site_name, host in Site.objects.values_list("pk", "site_name", "hostname")
    }


def borrowed() -> QuerySet[Publication]:
    """Every publication of another municipality's service."""
    return Publication.objects.exclude(site=F("service__site")).select_related(
        "site", "service", "approved_revision", "declined_revision", "answered_by"
    )


def borrowers_of(services: Iterable[Service]) -> list[Publication]:
    """Where any of `services` is shown by others than its owner."""
    return list(borrowed().filter(service__in=[service.pk for service in services]))


def can_be_borrowed_by(site: Site) -> QuerySet[Service]:
    """What other municipalities offer and `site` does not show yet."""
    offered = Service.objects.filter(can_be_borrowed=True, live=True).exclude(site=site)
    return offered.exclude(publications__site=site).select_related("site", "provider")


@dataclass
class Borrowing:
    """A borrowed service as its borrower sees it: the text approved there beside the owner's."""

    publication: Publication
    text: Content

    @property
    def service(self) -> Service:
        return self.publication.service

    @property
    def approved(self) -> Content:
        """The text that readers see; empty if none was ever approved."""
        revision = self.publication.approved_revision
        # An unknown text differs in everything that the owner's has.
        return revision.content if revision else dict.fromkeys(self.text)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the owner shows it to nobody any more."""
        return not self.service.live

    @cached_property
    def is_changed(self) -> bool:
        """Whether the owner's published text is another than the approved one."""
        return not self.is_withdrawn and bool(changed_columns(self.approved, self.text))

    @cached_property
    def is_declined(self) -> bool:
        """Whether the owner's present text is the one this municipality said no to."""
        declined = self.publication.declined_revision
        if declined is None or not self.is_changed:
            return False
        return not changed_columns(declined.content, self.text)

    @property
    def is_waiting(self) -> bool:
        return self.is_changed and not self.is_declined

    @property
    def fingerprint(self) -> str:
        """Of the owner's text, so that the answer is about the text that was read."""
        return fingerprint(self.text)


def borrowings(publications: Iterable[Publication]) -> list[Borrowing]:
    """Lay each borrowed publication beside its owner's present text. A constant number of queries."""
    rows = list(publications)
    texts = contents_of({row.service_id: row.service for row in rows}.values())
    return [Borrowing(row, texts[row.service_id]) for row in rows]


def borrowed_by(site_ids: Iterable[int]) -> list[Borrowing]:
    """All that these sites borrow."""
    return borrowings(borrowed().filter(Q(site__in=list(site_ids))))


def with_differences(rows: list[Borrowing]) -> list[tuple[Borrowing, list[Difference]]]:
    """Each with what a reader would see changed by its owner's text."""
    wording = Wording(chain.from_iterable((row.approved, row.text) for row in rows))
    return [(row, list(differences(row.approved, row.text, wording))) for row in rows]
