"""The outline of a municipality's site: its published pages with titles, addresses and kinship.

Menus, trails, the other form of Norwegian and the way from an address to a page are all read from
it. It is made with a few queries and remembered until content changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, PageViewRestriction, Site

from bti_portal.caching import generations
from bti_portal.shell.models import Municipality, municipality_for

if TYPE_CHECKING:
    from bti_portal.shell.drafts import Draft

STEP = Page.steplen
# A made-up request of a preview carries the outline it is to be answered from.
OWN_OUTLINE = "own_outline"
FORMS = frozenset(code for code, _name in settings.FORMS_OF_NORWEGIAN)


@dataclass(frozen=True)
class OutlinePage:
    """A published page, as much of it as its surroundings need."""

    pk: int
    title: str
    path: str
    url: str
    language: str
    translation_key: UUID
    in_menu: bool
    model: type[Page]

    @property
    def parent_path(self) -> str:
        return self.path[:-STEP]


@dataclass(frozen=True)
class Outline:
    """All published pages of one site, in the order of the tree."""

    site: Site
    municipality: Municipality
    pages: tuple[OutlinePage, ...]
    homes: tuple[OutlinePage, ...]
    restricted_paths: tuple[str, ...]
    # The settings have not been saved: only the coordinator who is editing them sees this.
    is_preview: bool = False
    # Only in answer to a link to a draft (`shell.drafts`); such an outline is never remembered.
    draft: Draft | None = None

    @cached_property
    def _by_path(self) -> dict[str, OutlinePage]:
        return {page.path: page for page in self.pages}

    @cached_property
    def _by_pk(self) -> dict[int, OutlinePage]:
        return {page.pk: page for page in self.pages}

    @cached_property
    def _by_url(self) -> dict[str, OutlinePage]:
        return {page.url: page for page in self.pages}

    @cached_property
    def _by_kinship(self) -> dict[tuple[UUID, str], OutlinePage]:
        return {(page.translation_key, page.language): page for page in self.pages}

    @cached_property
    def _children(self) -> dict[str, list[OutlinePage]]:
        children: dict[str, list[OutlinePage]] = {}
        for page in self.pages:
            children.setdefault(page.parent_path, []).append(page)
        return children

    @property
    def root(self) -> str:
        """The full address of the site without a slash at the end."""
        return f"{self.site.root_url}{self.municipality.base_path}"

    @property
    def languages(self) -> list[str]:
        """The codes of the site's languages, the primary one first."""
        return [home.language for home in self.homes]

    @property
    def forms(self) -> list[str]:
        """Of the languages, the forms of Norwegian: those that rows have words in."""
        return [code for code in self.languages if code in FORMS]

    def home(self, language: str) -> OutlinePage | None:
        """The front page in `language`."""
        return next((home for home in self.homes if home.language == language), None)

    def at(self, url: str) -> OutlinePage | None:
        """The page with the address `url`."""
        return self._by_url.get(url)

    def with_pk(self, pk: int | None) -> OutlinePage | None:
        """The published page with the primary key `pk`."""
        return self._by_pk.get(pk) if pk else None

    def children(self, page: OutlinePage) -> list[OutlinePage]:
        """The pages right below `page`."""
        return self._children.get(page.path, [])

    def lineage(self, path: str) -> list[OutlinePage]:
        """The published pages from the front page down to, and with, the one at tree path `path`."""
        above = (path[:end] for end in range(STEP, len(path) + 1, STEP))
        return [self._by_path[part] for part in above if part in self._by_path]

    def in_language(self, page: OutlinePage, language: str) -> OutlinePage | None:
        """The same page in another language."""
        return self._by_kinship.get((page.translation_key, language))

    def first(self, label: str, language: str) -> OutlinePage | None:
        """The first page of a type, as in `handlingsveileder.GuidePage`, right below the front page."""
        home = self.home(language)
        below = self.children(home) if home else []
        return next((page for page in below if page.model._meta.label == label), None)

    def is_restricted(self, path: str) -> bool:
        """Whether the page at `path`, or one above it, is not for everybody."""
        return any(path.startswith(restricted) for restricted in self.restricted_paths)

    def hides(self, path: str, reading: str) -> bool:
        """Whether one who may read the page at `reading` is not known to be let in at `path`.

        A page is neither named nor shown where it is closed to more readers than the page that is
        read. Within a closed part of the site its pages know one another.
        """
        return any(
            path.startswith(restricted) and not reading.startswith(restricted)
            for restricted in self.restricted_paths
        )


def _site_at(host: str, port: str) -> Site | None:
    """As Wagtail finds it: host and port, else host, else the default site."""
    sites = list(Site.objects.select_related("root_page"))
    named = [site for site in sites if site.hostname == host]
    exact = [site for site in named if str(site.port) == port]
    default = [site for site in sites if site.is_default_site]
    return next(iter([*exact, *named, *default]), None)


def draw(site: Site) -> Outline:
    """Read the outline of `site` from the database, in four queries."""
    homes = list(
        Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
        .select_related("locale")
        .order_by("pk")
    )
    homes.sort(key=lambda home: home.pk != site.root_page_id)
    municipality = municipality_for(site)
    pages: list[OutlinePage] = []
    for home in homes:
        language = home.locale.language_code
        rows = Page.objects.descendant_of(home, inclusive=True).live().order_by("path")
        for row in rows.only(
            "title", "path", "url_path", "translation_key", "show_in_menus", "content_type_id"
        ):
            model = ContentType.objects.get_for_id(row.content_type_id).model_class() or Page
            below = row.url_path.removeprefix(home.url_path)
            pages.append(
                OutlinePage(
                    row.pk,
                    row.title,
                    row.path,
                    f"{municipality.base_path}/{language}/{below}",
                    language,
                    row.translation_key,
                    row.show_in_menus,
                    model,
                )
            )
    by_pk = {page.pk: page for page in pages}
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    return Outline(
        site,
        municipality,
        tuple(pages),
        tuple(by_pk[home.pk] for home in homes),
        tuple(restricted),
    )


def outline_of(site: Site, request: HttpRequest) -> Outline:
    """The outline of `site` in the generation that the request sees; its own, if it carries one."""
    shown: Outline | None = getattr(request, OWN_OUTLINE, None)
    if shown and shown.site.pk == site.pk:
        return shown
    return generations.memory.recall(
        generation_of(request), ("outline", site.pk), lambda: draw(site)
    )


def generation_of(request: HttpRequest) -> UUID:
    """The generation of content that the request sees, read once a request."""
    if not hasattr(request, "_generation"):
        request._generation = generations.present()
    return request._generation


def site_of(request: HttpRequest) -> Site | None:
    """The site the request came to, with its root page."""
    if not hasattr(request, "_wagtail_site"):
        host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
        port = request.get_port()
        request._wagtail_site = generations.memory.recall(
            generation_of(request), ("site", host, port), lambda: _site_at(host, port)
        )
    return request._wagtail_site


def outline_for(request: HttpRequest) -> Outline | None:
    """The outline of the request's own site; with drafts in it if a link to them was followed."""
    drafted = getattr(request, "_draft_outline", None)
    if drafted is not None:
        return drafted
    site = site_of(request)
    return outline_of(site, request) if site else None
