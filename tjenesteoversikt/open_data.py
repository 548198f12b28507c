"""What anybody may read of the catalogue at the site a request came to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, QuerySet
from django.http import HttpRequest

from bti_portal.shell.outline import outline_for
from tjenesteoversikt.exports.records import (
    Catalogue,
    Record,
    catalogue_of,
    identifier_at,
    records_of,
)
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.queries import LARGEST_KEY, publication_of, publications_at

if TYPE_CHECKING:
    from wagtail.models import Site

BLOCK = 1_000


class OpenCatalogue:
    """The catalogue of the request's site; one that nobody can come to has no services."""

    def __init__(self, request: HttpRequest) -> None:
        outline = outline_for(request)
        self.site: Site | None = outline.site if outline else None
        self.described: Catalogue | None = catalogue_of(outline) if outline else None

    @property
    def is_open(self) -> bool:
        """Whether anybody may read the catalogue."""
        return bool(self.described and self.described.is_open)

    @property
    def publications(self) -> QuerySet[Publication]:
        """What readers of the site may see, in the order of names."""
        if not self.site or not self.is_open:
            return Publication.objects.none()
        return publications_at(self.site)

    def records(self, publications: Iterable[Publication]) -> list[Record]:
        return records_of(self.described, list(publications)) if self.described else []

    def record(self, service_pk: int) -> Record | None:
        """One service, or None if readers of the site may not see it."""
        if not self.site or not self.described or not self.is_open:
            return None
        found = publication_of(self.site, service_pk) if 0 < service_pk <= LARGEST_KEY else None
        return records_of(self.described, [found])[0] if found else None

    def record_named(self, identifier: UUID) -> Record | None:
        """One service by its identifier."""
        key = _key_of(self.described, identifier) if self.described else None
        return self.record(key) if key else None


def _key_of(catalogue: Catalogue, identifier: UUID) -> int | None:
    """The key that an identifier was made from. It cannot be worked out backwards, only forwards."""
    highest = Service.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, BLOCK):
        key = _identifiers(catalogue.root, first).get(identifier.bytes)
        if key:
            return key
    return None


@lru_cache(maxsize=64)
def _identifiers(root: str, first: int) -> dict[bytes, int]:
    """Identifiers of a block of keys, whether there are such rows or not: they never change."""
    return {identifier_at(root, key).bytes: key for key in range(first, first + BLOCK)}
