"""Entries in the database, and the index of them in this process.

The index is made anew when the site's token has changed; the token is read at each question.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from django.db import transaction

from bti_portal.finding.index import TIERS, Entry, Index
from bti_portal.finding.models import SearchEntry, SearchState

_paused: ContextVar[bool] = ContextVar("paused", default=False)
_kept: dict[tuple[int, str], tuple[UUID, Index]] = {}


@contextmanager
def paused() -> Iterator[None]:
    """Within this, single changes make no entries: whoever pauses makes all of a site's anew after."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


def is_paused() -> bool:
    """Whether somebody will make all entries anew."""
    return _paused.get()


def _token(site_id: int) -> UUID | None:
    return SearchState.objects.filter(site_id=site_id).values_list("token", flat=True).first()


def index_of(site_id: int, language: str) -> Index:
    """The index of a site for readers of `language`. One query while nothing has changed, else two."""
    token = _token(site_id)
    if token is None:
        return Index(())
    known = _kept.get((site_id, language))
    if known and known[0] == token:
        return known[1]
    index = Index(_entries(site_id, language))
    _kept[site_id, language] = token, index
    return index


def _entries(site_id: int, language: str) -> Iterable[Entry]:
    own, other = ("nn", "nb") if language == "nn" else ("nb", "nn")
    fields = ("kind", "object_id", "facets", "checked_on", "ends_on", *TIERS)
    words = (f"name_{own}", f"name_{other}", f"words_{own}", f"words_{other}")
    rows = SearchEntry.objects.filter(site_id=site_id, language__in=["", language])
    for kind, key, facets, checked, ends, *rest in rows.values_list(*fields, *words).iterator(2000):
        tiers = dict(zip(TIERS, rest[:4], strict=True))
        name, spelt = rest[4] or rest[5], rest[6] or rest[7]
        days = [day.isoformat() if day else "" for day in (checked, ends)]
        yield Entry(kind, key, name, tiers, facets, spelt, *days)


@transaction.atomic
def replace(site_id: int, kind: str, object_ids: Iterable[int], new: list[SearchEntry]) -> None:
    """Let `new` stand for the things of a kind with `object_ids`; those without a new entry go."""
    SearchEntry.objects.filter(site_id=site_id, kind=kind, object_id__in=list(object_ids)).delete()
    SearchEntry.objects.bulk_create(new, batch_size=500)
    if new:
        renew(site_id)
    else:
        # Nothing is made for a site that may itself be on its way out.
        SearchState.objects.filter(site_id=site_id).update(token=uuid4())


@transaction.atomic
def replace_all(site_id: int, kind: str, new: Iterable[SearchEntry]) -> int:
    """Let `new` stand for everything of a kind at a site. Returns how many there are."""
    SearchEntry.objects.filter(site_id=site_id, kind=kind).delete()
    number = len(SearchEntry.objects.bulk_create(new, batch_size=500))
    renew(site_id)
    return number


def renew(site_id: int) -> None:
    """Say that a site's entries have changed; takes effect when the transaction is committed."""
    SearchState.objects.update_or_create(site_id=site_id, defaults={"token": uuid4()})
