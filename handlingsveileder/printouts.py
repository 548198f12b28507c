"""The guide as documents: the whole of it, one level, one step; and a level as a poster.

A document is made from the same ladder as the pages, of what is published, in the language of its
address. It is kept by its words (`bti_portal.printing.keeping`), so that it is never old.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from bti_portal.printing import keeping, pdf, qr
from bti_portal.registers.models import Arena, LegalReference
from bti_portal.shell import theming
from bti_portal.shell.models import Municipality
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import OutlinePage
from handlingsveileder import citations, ladder
from handlingsveileder.arenas import (
    DIFFERING,
    GOES_WITH,
    SeenStep,
    arenas_at,
    named,
    seen_from,
    tail_of,
)
from handlingsveileder.catalogue_links import CatalogueLinks
from handlingsveileder.ladder import Ladder, LevelOnLadder, StepOnLadder

HREF = re.compile(r'\bhref="([^"]*)"')
NOT_IN_A_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]+')
# From the largest letters to the smallest.
POSTER_SIZES = ("large", "medium", "small", "tiny")
COME_BACK_AFTER_SECONDS = 15


@dataclass(frozen=True)
class StepOnPaper:
    """A step as it is printed: its fields, and what differs elsewhere if no arena was chosen."""

    page: Any
    rung: StepOnLadder
    fields: dict[str, Any]
    elsewhere: tuple[tuple[Arena, dict[str, Any]], ...] = ()


@dataclass(frozen=True)
class LevelOnPaper:
    """A level with those of its steps that are printed; no page when only a step is."""

    page: Any
    rung: LevelOnLadder
    steps: tuple[StepOnPaper, ...]


@dataclass(frozen=True)
class Printout:
    """What a document shows of a guide."""

    shell: Shell
    ladder: Ladder
    page: Any
    guide: Any
    arena: Arena | None
    levels: tuple[LevelOnPaper, ...]
    way_out: Any
    catalogue: CatalogueLinks

    @property
    def municipality(self) -> Municipality:
        return self.shell.municipality

    @property
    def title(self) -> str:
        """`Action guide – Kindergarten – Fjordvik`."""
        parts = [self.page.title, self.arena and self.arena.name, self.municipality]
        return " – ".join(str(part) for part in parts if part)

    @property
    def colours(self) -> dict[str, str]:
        """The municipality's colours on white, by name."""
        steps = theming.scale(theming.parse_colour(self.municipality.brand_colour), "light")
        return {name.replace("-", "_"): value for name, value in steps.items()}

    @property
    def coat_of_arms(self) -> str:
        """The picture as an address that holds it; empty if there is none, or it cannot be read."""
        arms = self.municipality.coat_of_arms
        if not arms:
            return ""
        try:
            with arms.get_rendition("max-480x480|format-png").file.open("rb") as file:
                return f"data:image/png;base64,{base64.b64encode(file.read()).decode()}"
        except (OSError, SourceImageIOError, InvalidFilterSpecError):
            return ""

    @property
    def legal_references(self) -> list[LegalReference]:
        """All that is cited, once each, in the order of their names."""
        found: dict[int, LegalReference] = {}
        for reference in self._cited():
            if reference:
                found[reference.pk] = reference
        return sorted(found.values(), key=lambda row: (row.act, row.paragraph, row.pk))

    def _cited(self) -> Iterator[LegalReference | None]:
        bodies = [self.guide, self.way_out, *(level.page for level in self.levels)]
        for page in bodies:
            for block in getattr(page, "body", ()) or ():
                if block.block_type == "legal_references":
                    yield from block.value
        for level in self.levels:
            for step in level.steps:
                for fields in (step.fields, *(fields for _, fields in step.elsewhere)):
                    yield from (block.value for block in fields.get("legal_references") or ())

    @property
    def anchors(self) -> dict[str, str]:
        """Where in the document the pages in it begin, by their paths; but for the first of them."""
        inside = [part for level in self.levels if level.page for part in (level, *level.steps)]
        anchors = {}
        for part in inside:
            anchors |= dict.fromkeys([part.rung.url, part.rung.page.url], anchor(part.page))
        if self.way_out and self.ladder.way_out:
            anchors[self.ladder.way_out.url] = anchor(self.way_out)
        return {path: name for path, name in anchors.items() if name != anchor(self.page)}


def anchor(page: Page) -> str:
    """The name of the place where a page begins in a document."""
    return f"page-{page.pk}"


def read(request: HttpRequest, page: Any, word: str = "") -> Printout:
    """What a document of `page` shows: published, open to those who may see `page`.

    Args:
        request: the reader's request.
        page: a guide, a level or a step.
        word: what stands for the arena in the address, if one was chosen.

    Raises:
        Http404: the page stands on no ladder, or no arena has that word.
    """
    chosen = None
    if word:
        chosen = named(word, arenas_at(Shell(request, page).site))
        if chosen is None:
            raise Http404
    shell = page.shell_around(request, arena=chosen)
    around = ladder.around(page, shell, chosen)
    if around is None or shell.outline is None:
        raise Http404
    guide = _of(around.guide, page)
    levels = _levels(around, shell, page)
    way_out = None
    if around.way_out and page.pk == guide.pk and not _is_closed(shell, page, around.way_out):
        way_out = _of(around.way_out, page)
    texts = [page, way_out, *(level.page for level in levels)]
    texts += [step.page for level in levels for step in level.steps]
    catalogue = CatalogueLinks(shell)
    citations.fetch([text for text in texts if text], catalogue, shell)
    # A guide for one service is seen from there, whatever its address.
    arena = chosen or guide.arena
    seen = tuple(_seen(level, arena) for level in levels)
    return Printout(shell, around, page, guide, arena, seen, way_out, catalogue)


def _of(place: OutlinePage, page: Any) -> Any:
    """The page at a place of the outline, with all its texts."""
    return page if page.pk == place.pk else place.model.objects.get(pk=place.pk)


def _is_closed(shell: Shell, page: Any, place: OutlinePage) -> bool:
    """Whether a place is closed to some of those who may see `page`."""
    closed = shell.outline.restricted_paths if shell.outline else ()
    return any(place.path.startswith(path) and not page.path.startswith(path) for path in closed)


def _levels(around: Ladder, shell: Shell, page: Any) -> list[LevelOnPaper]:
    """The levels and steps that a document of `page` shows, read with a query for each kind."""
    rungs = [level for level in around if not around.level or level is around.level]
    rungs = [level for level in rungs if not _is_closed(shell, page, level.page)]
    of_level = {
        level.page.pk: [
            step
            for step in level.steps
            if not (around.step and step is not around.step)
            and not _is_closed(shell, page, step.page)
        ]
        for level in rungs
    }
    level_pages = {} if around.step else _in_bulk([level.page for level in rungs])
    step_pages = _in_bulk([step.page for steps in of_level.values() for step in steps])
    return [
        LevelOnPaper(
            level_pages.get(level.page.pk),
            level,
            tuple(
                StepOnPaper(step_pages[step.page.pk], step, {})
                for step in of_level[level.page.pk]
                if step.page.pk in step_pages
            ),
        )
        for level in rungs
    ]


def _in_bulk(places: list[OutlinePage]) -> dict[int, Any]:
    return places[0].model.objects.in_bulk([place.pk for place in places]) if places else {}


def _seen(level: LevelOnPaper, arena: Arena | None) -> LevelOnPaper:
    """The level as `arena` sees it; without an arena, with what differs for each of them."""
    steps = []
    for step in level.steps:
        elsewhere = []
        for block in () if arena else step.page.variants:
            other = block.value["arena"]
            differing = _fields(seen_from(step.page, other), only_differing=True) if other else {}
            if differing:
                elsewhere.append((other, differing))
        fields = _fields(seen_from(step.page, arena))
        steps.append(StepOnPaper(step.page, step.rung, fields, tuple(elsewhere)))
    return LevelOnPaper(level.page, level.rung, tuple(steps))


def _fields(step: SeenStep, *, only_differing: bool = False) -> dict[str, Any]:
    names = [*DIFFERING, *GOES_WITH]
    if only_differing:
        names = [name for name in names if GOES_WITH.get(name, name) in step.differs]
    return {name: getattr(step, name) for name in names}


def _html(request: HttpRequest, shown: Printout, template: str, **more: Any) -> str:
    """The document as a page, with links to pages that stand in it made into links within it."""
    here = _address(request, shown)
    context = {
        "page": shown.page,
        "self": shown.page,
        "shell": shown.shell,
        "ladder": shown.ladder,
        "catalogue": shown.catalogue,
        "shown": shown,
        "today": timezone.localdate(),
        "address": here,
        **more,
    }
    html = render_to_string(f"handlingsveileder/print/{template}.html", context, request)
    anchors = shown.anchors

    def inner(link: re.Match[str]) -> str:
        address = urlsplit(urljoin(here, unescape(link[1])))
        is_ours = (address.scheme, address.netloc) == tuple(urlsplit(here)[:2])
        place = anchors.get(address.path) if is_ours else None
        return f'href="#{place}"' if place else link[0]

    return HREF.sub(inner, html)


def _address(request: HttpRequest, shown: Printout) -> str:
    """The full address of what is shown, on the screen, for the arena that was chosen."""
    shell = shown.shell
    tail = tail_of(shown.ladder.arena, shell.language)
    return (shell.canonical or request.build_absolute_uri(shell.home_url)) + tail


def document(request: HttpRequest, page: Any, word: str = "") -> HttpResponse:
    """A guide, a level or a step as a tagged PDF."""
    shown = read(request, page, word)
    kind = page._meta.model_name.removesuffix("page")
    html = _html(request, shown, kind)
    here = _address(request, shown)
    return _respond(request, shown, shown.title, html, lambda: pdf.from_html(html, base_url=here))


def poster(request: HttpRequest, page: Any) -> HttpResponse:
    """A level on one A4 sheet, with letters as large as there is room for."""
    shown = read(request, page)
    here = _address(request, shown)
    square = qr.drawing_of(here)

    words = here.partition("://")[2]

    def of_size(size: str) -> str:
        more = {"square": square, "words": words}
        return _html(request, shown, "poster", size=size, **more)

    largest = of_size(POSTER_SIZES[0])
    return _respond(
        request,
        shown,
        shown.title,
        largest,
        lambda: pdf.on_at_most(1, chain([largest], map(of_size, POSTER_SIZES[1:])), base_url=here),
    )


def _respond(
    request: HttpRequest, shown: Printout, name: str, html: str, make: Callable[[], bytes]
) -> HttpResponse:
    """The document that `make` gives for `html`, or a page that says why there is none."""
    if not pdf.is_available():
        return _apologise(request, shown, "missing")
    mark = keeping.mark_of(html)
    unchanged = get_conditional_response(request, etag=f'"{mark}"')
    if unchanged is not None:
        return unchanged
    try:
        content = keeping.kept(mark, make)
    except pdf.Busy:
        return _apologise(request, shown, "busy")
    except pdf.TooLarge:
        return _apologise(request, shown, "large")
    file_name = NOT_IN_A_FILE_NAME.sub(" ", name).strip()
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{file_name}.pdf")
    response["ETag"] = f'"{mark}"'
    response["Link"] = f'<{shown.shell.canonical}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _apologise(request: HttpRequest, shown: Printout, why: str) -> HttpResponse:
    """A page that says why there is no document. Where none can be made at all, there is none."""
    back = urlsplit(_address(request, shown)).path
    context = {"page": shown.page, "shell": shown.shell, "why": why, "back": back}
    status = 404 if why == "missing" else 503
    response = render(request, "handlingsveileder/print/unavailable.html", context, status=status)
    if why == "busy":
        response["Retry-After"] = str(COME_BACK_AFTER_SECONDS)
    return response
