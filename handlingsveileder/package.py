"""The guide's part of a package: pages, in both forms, with their citations."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.models import Page

from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.rich_text import page_keys
from bti_portal.exchange.writing import Writer
from handlingsveileder import page_values as values_of
from handlingsveileder.models import (
    ArticlePage,
    DecisionTreePage,
    EntrancePage,
    GuidePage,
    HomePage,
    LevelPage,
    ModelMapPage,
    SignsPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
    TrainingCasePage,
    TrainingIndexPage,
)
from handlingsveileder.package_schema import (
    ARTICLES,
    CASES,
    CATALOGUE,
    ENTRANCES,
    GUIDE,
    HOME,
    LEVELS,
    MODEL_MAP,
    SCHEMAS,
    SIGNS,
    STEPS,
    TOOL_INDEX,
    TOOLS,
    TRAINING,
    TREES,
)
from handlingsveileder.telling import Telling
from tjenesteoversikt.models import ServiceIndexPage

__all__ = ["SCHEMAS", "check", "check_addresses", "keys", "load"]

DOORS = list(EntrancePage.Audience.values)

# The order in which pages come into the tree; a page's parent is always before it.
PATTERNS: dict[str, type[Page]] = {
    HOME: HomePage,
    ENTRANCES: EntrancePage,
    GUIDE: GuidePage,
    LEVELS: LevelPage,
    STEPS: StepPage,
    CATALOGUE: ServiceIndexPage,
    TOOL_INDEX: ToolIndexPage,
    TOOLS: ToolPage,
    TREES: DecisionTreePage,
    SIGNS: SignsPage,
    MODEL_MAP: ModelMapPage,
    TRAINING: TrainingIndexPage,
    CASES: TrainingCasePage,
    ARTICLES: ArticlePage,
}
# Keys of a document that name rows or pages of the package, and what kind they name.
CITED_AS = {
    "acute_help_lines": "help_line",
    "help_lines": "help_line",
    "help_line": "help_line",
    "themes": "theme",
    "services": "service",
    "service": "service",
    "legal_references": "legal_reference",
    "responsible": "role",
    "role": "role",
    "arena": "arena",
    "arenas": "arena",
    "tools": "page",
    "start": "page",
    "page": "page",
    "step": "page",
    "steps": "page",
    "level": "page",
    "violence_exit": "page",
}


def keys(documents: dict[str, list[Document]]) -> dict[str, set[str]]:
    """The keys of the package's pages."""
    return {"page": {doc.data["key"] for pattern in PATTERNS for doc in documents[pattern]}}


def check(documents: dict[str, list[Document]], known: dict[str, set[str]]) -> list[Fault]:
    """Citations and links to keys that are nowhere in the package."""
    faults = []
    for pattern in PATTERNS:
        for doc in documents[pattern]:
            for path, kind, key in _citations(doc.data):
                if key not in known[kind]:
                    faults.append(doc.fault(path, f"There is no {kind} {key!r}."))
    return faults


def check_addresses(documents: dict[str, list[Document]]) -> list[Fault]:
    """Pages that would get the same address."""
    faults: list[Fault] = []
    seen: set[tuple[str, str, str]] = set()
    for pattern in PATTERNS:
        for doc in documents[pattern]:
            for form, slug in doc.data.get("slug", {}).items():
                address = (_parent_key(pattern, doc), form, slug)
                if address in seen:
                    faults.append(doc.fault(["slug", form], f"The address {slug!r} is taken."))
                seen.add(address)
    return faults


def _citations(
    data: Any, path: tuple[str | int, ...] = (), kind: str | None = None
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every citation in a document: where it stands, what kind it names, and the key."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _citations(value, (*path, name), CITED_AS.get(name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _citations(value, (*path, place), kind)
    elif isinstance(data, str):
        if kind:
            yield path, kind, data
        for key in page_keys(data):
            yield path, "page", key


TELLERS: dict[str, Callable[[Telling, dict[str, Any]], dict[str, Any]]] = {
    HOME: values_of.home,
    ENTRANCES: values_of.entrance,
    GUIDE: values_of.guide,
    LEVELS: values_of.level,
    STEPS: values_of.step,
    CATALOGUE: values_of.index,
    TOOL_INDEX: values_of.index,
    TOOLS: values_of.tool,
    TREES: values_of.decision_tree,
    SIGNS: values_of.signs,
    MODEL_MAP: values_of.article_in_menu,
    TRAINING: values_of.article_in_menu,
    CASES: values_of.training_case,
    ARTICLES: values_of.article,
}


def _parent_key(pattern: str, document: Document) -> str:
    """Which page of the package a page stands under."""
    if pattern == LEVELS:
        return "guide"
    if pattern == STEPS:
        return document.name.split("/")[1]
    return {TOOLS: "tools", CASES: "training"}.get(pattern, "home")


def _place_in_tree(document: Document) -> tuple[int, str]:
    """Doors stand in the order of their audiences, everything else in the order of the files."""
    audience = document.data.get("audience")
    return (DOORS.index(audience) if audience else 0, document.name)


def load(
    documents: dict[str, list[Document]], writer: Writer, home: Page, language: str, site_id: int
) -> dict[str, Page]:
    """Put the package's pages under `home`, in `language`, publish them, and return them by key.

    All pages are made before any is filled, since they link to one another. A page somebody has
    deleted stays deleted; links to it fall away.
    """
    told = Telling(language, {"home": home}, site_id)
    made: list[tuple[str, Document, Page]] = []
    for pattern, page_type in PATTERNS.items():
        for doc in sorted(documents[pattern], key=_place_in_tree):
            if pattern == HOME:
                made.append((pattern, doc, home))
                continue
            parent = told.pages.get(_parent_key(pattern, doc))
            values = {"title": doc.data["title"][language], "slug": doc.data["slug"][language]}
            page = writer.page(page_type, doc.data["key"], parent, values) if parent else None
            if page is not None:
                told.pages[doc.data["key"]] = page
                made.append((pattern, doc, page))
    for pattern, doc, page in made:
        values = {
            "title": doc.data["title"][language],
            "lead": told.words(doc.data["lead"]),
            **TELLERS[pattern](told, doc.data),
        }
        writer.fill(page, doc.data["key"], values)
    return told.pages
