"""The model as one object: what each kind of part does on each organisational level.

The readers' page, its preview, the coordinator's report and the grant checklist all read
`ModelMap`, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti_portal.registers.models import ModelElement
from bti_portal.shell.outline import Outline, OutlinePage
from bti_portal.shell.pages import PortalPage

Kind, Level = ModelElement.Kind, ModelElement.Level

KINDS: dict[Kind, Promise] = {
    Kind.PLAN: _("Plans"),
    Kind.TOOL: _("Tools"),
    Kind.ROUTINE: _("Routines"),
    Kind.MEETING_ARENA: _("Meeting arenas"),
}
# From the child outwards.
LEVELS = (Level.INDIVIDUAL, Level.AGENCY, Level.MUNICIPALITY)
# Pages that are tools for the single child, without a row of their own.
TOOL_PAGES = (
    "handlingsveileder.GuidePage",
    "handlingsveileder.ToolIndexPage",
    "tjenesteoversikt.ServiceIndexPage",
)


@dataclass(frozen=True)
class Part:
    """Something that stands in a cell: a row of the register, or a page of the site itself."""

    row: ModelElement | PortalPage
    kind: Kind
    level: Level
    url: str = ""

    @property
    def is_page(self) -> bool:
        return isinstance(self.row, PortalPage)

    @property
    def is_meeting_arena(self) -> bool:
        return self.kind == Kind.MEETING_ARENA

    @property
    def leads_out(self) -> bool:
        """Whether the address is somebody else's."""
        return self.url.startswith(("http://", "https://"))

    @property
    def anchor(self) -> str:
        """Where on the page the part is described."""
        return f"del-{self.row.pk}" if self.is_page else f"del-{self.row.key}"


@dataclass(frozen=True)
class Cell:
    """One kind of part on one level."""

    kind: Kind
    level: Level
    parts: tuple[Part, ...]

    @property
    def name(self) -> Promise:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Floor:
    """One organisational level with its four cells."""

    level: Level
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str | Promise:
        return self.level.label

    @property
    def is_empty(self) -> bool:
        return not any(cell.parts for cell in self.cells)


@dataclass(frozen=True)
class Group:
    """All parts of one kind, from the child outwards."""

    kind: Kind
    parts: tuple[Part, ...]

    @property
    def name(self) -> Promise:
        return KINDS[self.kind]


@dataclass(frozen=True)
class ModelMap:
    """The parts of one municipality's model that hold today; `past` and `coming` hold not."""

    parts: tuple[Part, ...]
    past: tuple[ModelElement, ...] = ()
    coming: tuple[ModelElement, ...] = ()

    def cell(self, kind: Kind, level: Level) -> Cell:
        """The parts of one kind on one level."""
        found = tuple(part for part in self.parts if (part.kind, part.level) == (kind, level))
        return Cell(kind, level, found)

    @cached_property
    def floors(self) -> tuple[Floor, ...]:
        """The three levels, from the child outwards, each with a cell for each kind."""
        return tuple(
            Floor(level, tuple(self.cell(kind, level) for kind in KINDS)) for level in LEVELS
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The kinds that have parts."""
        every = (
            Group(kind, tuple(part for level in LEVELS for part in self.cell(kind, level).parts))
            for kind in KINDS
        )
        return tuple(group for group in every if group.parts)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for floor in self.floors for cell in floor.cells)

    @cached_property
    def missing(self) -> tuple[Cell, ...]:
        """The cells that nothing stands in."""
        return tuple(cell for cell in self.cells if not cell.parts)


def read(outline: Outline, language: str) -> ModelMap:
    """The model of a site as readers in `language` see it today. At most four queries."""
    today = timezone.localdate()
    rows = list(ModelElement.objects.filter(site=outline.site))
    past = tuple(row for row in rows if row.valid_to and row.valid_to < today)
    coming = tuple(row for row in rows if row.valid_from and row.valid_from > today)
    by_pk = {page.pk: page for page in outline.pages}
    parts: list[Part] = []
    shown: set[UUID] = set()
    for row in rows:
        if row in past or row in coming:
            continue
        page = by_pk.get(row.page_id or 0)
        if page:
            shown.add(page.translation_key)
            page = outline.in_language(page, language) or page
        url = page.url if page else row.url
        parts.append(Part(row, Kind(row.kind), Level(row.level), url))
    return ModelMap((*_own_pages(outline, language, shown), *parts), past, coming)


def _own_pages(outline: Outline, language: str, shown: set[UUID]) -> Iterable[Part]:
    """The site's guide, toolbox and catalogue, but for what a row of the register leads to."""
    home = outline.home(language)
    found: dict[type[PortalPage], list[OutlinePage]] = {}
    for page in outline.children(home) if home else []:
        is_tool = page.model._meta.label in TOOL_PAGES
        if is_tool and page.translation_key not in shown and not outline.is_restricted(page.path):
            found.setdefault(page.model, []).append(page)
    for model, pages in found.items():
        rows = model.objects.in_bulk([page.pk for page in pages])
        for page in pages:
            if page.pk in rows:
                yield Part(rows[page.pk], Kind.TOOL, Level.INDIVIDUAL, page.url)
