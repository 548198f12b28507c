"""What the rules need to know of the world around some pages, read with a few queries.

The number of queries is the same for one page as for a whole guide.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from bti_portal.registers.models import LegalReference
from handlingsveileder.stored_values import citations_of
from tjenesteoversikt.queries import publications_at

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE, LEVEL, STEP = (f"handlingsveileder.{name}Page" for name in ("Guide", "Level", "Step"))
# Why pages are to be kept from readers, by primary key: what a module above has been told of them.
Keeper = Callable[[Sequence[Page]], Mapping[int, str]]
_keepers: list[Keeper] = []
# Pages that are about to be published together with the one that is checked.
_also_published: ContextVar[frozenset[int]] = ContextVar("also_published", default=frozenset())


@contextmanager
def published_together(pks: Iterable[int]) -> Iterator[None]:
    """Within this, the pages with these primary keys count as published."""
    token = _also_published.set(frozenset(pks))
    try:
        yield
    finally:
        _also_published.reset(token)


def keeps_from_readers(keeper: Keeper) -> Keeper:
    """Ask `keeper` which pages are to be kept from readers, and why, with a few queries for all."""
    _keepers.append(keeper)
    return keeper


@dataclass(frozen=True)
class CitedPage:
    """A page that another page leads to."""

    title: str
    locale_id: int
    is_live: bool
    was_live: bool
    is_private: bool

    @property
    def is_for_readers(self) -> bool:
        return self.is_live and not self.is_private


@dataclass(frozen=True)
class GuideTree:
    """A guide as it stands in the tree, drafts included."""

    pk: int
    path: str
    translation_key: Any
    locale_id: int
    # Tree path of each level and step, with whether it is published.
    rungs: dict[str, bool]

    @property
    def published_levels(self) -> int:
        depth = len(self.path) + Page.steplen
        return sum(live for path, live in self.rungs.items() if len(path) == depth)

    def is_last_step(self, path: str) -> bool:
        """Whether no step stands after the one at `path`, on its level or a later one."""
        depth = len(self.path) + 2 * Page.steplen
        return not any(len(other) == depth and other > path for other in self.rungs)

    def has_steps(self, path: str) -> bool:
        """Whether a step stands on the level at `path`."""
        return any(other.startswith(path) and other != path for other in self.rungs)


@dataclass(frozen=True)
class Facts:
    """What the pages under check cite, and how their guides stand."""

    rows: dict[type[Model], dict[int, Any]] = field(default_factory=dict)
    pages: dict[int, CitedPage] = field(default_factory=dict)
    shown_services: frozenset[int] = frozenset()
    guides: tuple[GuideTree, ...] = ()
    # The versions that are kept of each guide, the newest first.
    versions: dict[int, list[str]] = field(default_factory=dict)
    kept_from_readers: dict[int, str] = field(default_factory=dict)
    today: datetime.date = field(default_factory=timezone.localdate)

    def row(self, model: type[Model], pk: int) -> Any:
        """The cited row; None when it is gone."""
        return self.rows.get(model, {}).get(pk)

    def guide_of(self, page: Page) -> GuideTree | None:
        """The guide that `page` is, or stands in."""
        path = page.path or ""
        return next((guide for guide in self.guides if path.startswith(guide.path)), None)

    def other_forms_of(self, guide: GuideTree) -> list[GuideTree]:
        """The same guide in the other forms of Norwegian."""
        return [
            other
            for other in self.guides
            if other.translation_key == guide.translation_key and other.pk != guide.pk
        ]

    def is_new_version(self, guide: Page) -> bool:
        """Whether publishing `guide` would keep a version that is not kept yet."""
        return bool(guide.version) and guide.version not in self.versions.get(guide.pk, ())


def gather(pages: Sequence[Page]) -> Facts:
    """The facts about `pages`, all of one site."""
    named = _named_by(pages)
    page_models = {model for model in named if issubclass(model, Page)}
    cited = set().union(*(named.pop(model) for model in page_models))
    services = named.get(apps.get_model("tjenesteoversikt.Service"), set())
    guides = _guide_trees(pages)
    return Facts(
        rows={model: _rows(model, pks) for model, pks in named.items()},
        pages=_cited_pages(cited),
        shown_services=_shown(services, pages[0].get_site()) if services else frozenset(),
        guides=guides,
        versions=_versions(guides),
        kept_from_readers={pk: why for keeper in _keepers for pk, why in keeper(pages).items()},
    )


def _named_by(pages: Sequence[Page]) -> dict[type[Model], set[int]]:
    named: dict[type[Model], set[int]] = {}
    for page in pages:
        for citation in citations_of(page):
            named.setdefault(citation.model, set()).add(citation.pk)
        if exit_pk := getattr(page, "violence_exit_id", None):
            named.setdefault(Page, set()).add(exit_pk)
        if document_pk := getattr(page, "document_id", None):
            document = apps.get_model(settings.WAGTAILDOCS_DOCUMENT_MODEL)
            named.setdefault(document, set()).add(document_pk)
    return named


def _rows(model: type[Model], pks: set[int]) -> dict[int, Any]:
    rows = model._default_manager.all()
    return (rows.select_related("replaced_by") if model is LegalReference else rows).in_bulk(pks)


def _cited_pages(pks: set[int]) -> dict[int, CitedPage]:
    if not pks:
        return {}
    closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    also_published = _also_published.get()
    rows = Page.objects.filter(pk__in=pks).only(
        "draft_title", "title", "locale_id", "live", "first_published_at", "path"
    )
    return {
        page.pk: CitedPage(
            title=page.draft_title or page.title,
            locale_id=page.locale_id,
            is_live=page.live or page.pk in also_published,
            was_live=page.first_published_at is not None,
            is_private=page.path.startswith(closed),
        )
        for page in rows
    }


def _shown(services: set[int], site: Site | None) -> frozenset[int]:
    if site is None:
        return frozenset(services)
    rows = publications_at(site).filter(service_id__in=services)
    return frozenset(rows.values_list("service_id", flat=True))


def _guide_trees(pages: Sequence[Page]) -> tuple[GuideTree, ...]:
    """The guides that the pages stand in, in all their forms."""
    on_a_ladder = {GUIDE, LEVEL, STEP}
    paths = {page.path for page in pages if page._meta.label in on_a_ladder and page.path}
    above = {
        path[:end] for path in paths for end in range(Page.steplen, len(path) + 1, Page.steplen)
    }
    if not above:
        return ()
    model = apps.get_model(GUIDE)
    kinship = model.objects.filter(path__in=above).values("translation_key")
    guides = list(
        model.objects.filter(translation_key__in=kinship).values_list(
            "pk", "path", "translation_key", "locale_id"
        )
    )
    if not guides:
        return ()
    below = reduce(or_, (Q(path__startswith=path) for _pk, path, _key, _locale in guides))
    rungs = dict(Page.objects.filter(below).values_list("path", "live"))
    return tuple(
        GuideTree(
            *guide,
            {path: live for path, live in rungs.items() if _is_below(path, guide[1])},
        )
        for guide in guides
    )


def _is_below(path: str, above: str) -> bool:
    return path.startswith(above) and path != above


def _versions(guides: Sequence[GuideTree]) -> dict[int, list[str]]:
    kept: dict[int, list[str]] = {}
    if guides:
        rows = apps.get_model("handlingsveileder.GuideVersion").objects
        pks = [guide.pk for guide in guides]
        for pk, version in rows.filter(guide__in=pks).values_list("guide_id", "version"):
            kept.setdefault(pk, []).append(version)
    return kept
