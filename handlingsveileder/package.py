"""The guide's part of a package: pages, in both forms, with their citations."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from wagtail.models import Page

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault, validate
from bti_portal.exchange.forms import FORMS, in_form
from bti_portal.exchange.rich_text import page_keys
from bti_portal.exchange.writing import Place, Writer
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

__all__ = ["SCHEMAS", "check", "check_addresses", "check_forms", "keys", "load"]

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
# A site has one of each; a package that somebody lends uses the site's own.
ONE_OF_EACH = {ServiceIndexPage, ToolIndexPage, SignsPage, ModelMapPage, TrainingIndexPage}
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
    "document": "document",
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
                if key not in known.get(kind, set()):
                    faults.append(doc.fault(path, f"There is no {kind} {key!r}."))
    return faults


def check_addresses(documents: dict[str, list[Document]]) -> list[Fault]:
    """Pages that would get the same address."""
    faults: list[Fault] = []
    seen: set[tuple[str, str, str]] = set()
    parents = _parent_keys(documents)
    for pattern in PATTERNS:
        for doc in documents[pattern]:
            for form, slug in doc.data.get("slug", {}).items():
                address = (parents[doc.name], form, slug)
                if address in seen:
                    faults.append(doc.fault(["slug", form], f"The address {slug!r} is taken."))
                seen.add(address)
    return faults


def check_forms(document: Document, pattern: str) -> Iterator[Fault]:
    """What a page of a lent guide lacks in one of the forms that it has a title in."""
    schema = s.in_one_form(SCHEMAS[pattern])
    for form in document.data["title"]:
        said = _told(document, pattern, form)
        for fault in validate(replace(document, data=said), schema):
            yield replace(fault, message=f"{form}: {fault.message}")


def _told(document: Document, pattern: str, form: str) -> dict[str, Any]:
    said: dict[str, Any] = s.without_form(in_form(document.data, form), SCHEMAS[pattern])
    return said


def _citations(
    data: Any, path: tuple[str | int, ...] = (), kind: str | None = None
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every citation in a document: where it stands, what kind it names, and the key."""
    if isinstance(data, dict):
        for name, value in data.items():
            # What differs between the forms is cited in each of them.
            cited = kind if name in FORMS else CITED_AS.get(name)
            yield from _citations(value, (*path, name), cited)
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


def _parent_keys(documents: dict[str, list[Document]]) -> dict[str, str]:
    """For each document, by its name, the key of the page that its page stands under."""
    guide = next((doc.data["key"] for doc in documents[GUIDE]), "")
    levels = {_folder(doc): doc.data["key"] for doc in documents[LEVELS]}
    parents = {TOOLS: TOOL_INDEX, CASES: TRAINING}
    above = {
        pattern: next((doc.data["key"] for doc in documents[index]), "")
        for pattern, index in parents.items()
    }
    above[LEVELS] = guide
    return {
        doc.name: levels.get(_folder(doc), "") if pattern == STEPS else above.get(pattern, "home")
        for pattern in PATTERNS
        for doc in documents[pattern]
    }


def _folder(document: Document) -> str:
    return document.name.rpartition("/")[0]


def _place_in_tree(document: Document) -> tuple[int, str]:
    """Doors stand in the order of their audiences, everything else in the order of the files."""
    audience = document.data.get("audience")
    return (DOORS.index(audience) if audience else 0, document.name)


def load(
    documents: dict[str, list[Document]], writer: Writer, home: Page, told: Telling
) -> dict[str, Page]:
    """Put the package's pages under `home`, in the form of `told`, and return them by key.

    All pages are made before any is filled, since they link to one another. A page somebody has
    deleted stays deleted; links to it fall away. A page that the package has in the other form
    only is not made.
    """
    told.pages["home"] = home
    parents = _parent_keys(documents)
    made: list[tuple[str, dict[str, Any], Page]] = []
    for pattern, page_type in PATTERNS.items():
        before: Page | None = None
        for doc in sorted(documents[pattern], key=_place_in_tree):
            data = _told(doc, pattern, told.language)
            if "title" not in data:
                continue
            if pattern == HOME:
                made.append((pattern, data, home))
                continue
            parent = told.pages.get(parents[doc.name])
            values = {name: data[name][told.language] for name in ("title", "slug")}
            page = None
            if parent is not None:
                place = Place(parent, before, is_only_one=page_type in ONE_OF_EACH)
                page = writer.page(page_type, data["key"], place, values)
            if page is not None:
                told.pages[data["key"]] = before = page
                made.append((pattern, data, page))
    for pattern, data, page in made:
        values = {
            "title": data["title"][told.language],
            "lead": told.words(data.get("lead")),
            **TELLERS[pattern](told, data),
        }
        writer.fill(page, data["key"], values)
    return told.pages
