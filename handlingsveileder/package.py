"""The guide's part of a package: pages, in both forms, with their citations."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail.models import Page

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.rich_text import page_keys
from bti_portal.exchange.writing import Writer
from handlingsveileder import telling
from handlingsveileder.models import (
    ArticlePage,
    EntrancePage,
    GuidePage,
    HomePage,
    LevelPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
)
from handlingsveileder.models.tool import ToolAudience
from tjenesteoversikt.models import ServiceIndexPage

HOME = "pages/home.yaml"
ENTRANCES = "pages/entrance-*.yaml"
CATALOGUE = "pages/services.yaml"
TOOL_INDEX = "pages/tools.yaml"
ARTICLES = "pages/articles/*.yaml"
TOOLS = "tools/*.yaml"
GUIDE = "guide/guide.yaml"
LEVELS = "guide/level-*/level.yaml"
STEPS = "guide/level-*/step-*.yaml"

SHORT = s.both_forms(250)
TEXT = s.both_forms()
SLUGS = s.record({"nn": s.SLUG, "nb": s.SLUG})
KEYS = s.several(s.KEY)
LINK = s.record({"page": s.KEY, "text": s.both_forms(160)})

BODY = s.several(
    s.just_one(
        {
            "text": TEXT,
            "callout": s.record(
                {
                    "tone": s.one_of("info", "warning", "acute"),
                    "heading": s.both_forms(120),
                    "text": TEXT,
                }
            ),
            "help_lines": KEYS,
            "contacts": {"const": True},
            "services": KEYS,
            "links": s.several(LINK),
            "legal_references": KEYS,
        }
    )
)
DEADLINE = s.record({"text": SHORT}, {"days": s.number(0, 366)})
TARGET = s.just_one(
    {
        "step": s.KEY,
        "level": s.KEY,
        "service": s.KEY,
        "page": s.KEY,
        "address": s.ADDRESS,
        "help_line": s.KEY,
        "stay": {"const": True},
        "close": {"const": True},
    }
)
EXIT = s.record({"label": s.both_forms(160), "target": TARGET}, {"note": SHORT})
DECISION = s.record(
    {"key": s.KEY, "question": s.both_forms(200), "guidance": TEXT, "exits": s.several(EXIT, 2, 6)},
    {"deadline": DEADLINE},
)
INVOLVEMENT = s.record(
    {
        "role": s.KEY,
        "consent": s.one_of("not_needed", "needed", "anonymous"),
        "note": s.both_forms(300),
    }
)
ABOUT = {"key": s.KEY, "title": s.both_forms(255), "lead": s.both_forms(1_000)}
PLACED = {**ABOUT, "slug": SLUGS}

SCHEMAS: dict[str, s.Schema] = {
    HOME: s.record(
        {
            **ABOUT,
            "acute_help_lines": KEYS,
            "themes": KEYS,
            "ladder_heading": s.both_forms(120),
            "promises": s.several(s.record({"heading": s.both_forms(120), "text": TEXT})),
        }
    ),
    CATALOGUE: s.record(PLACED),
    TOOL_INDEX: s.record(PLACED),
    TOOLS: s.record(
        {
            **PLACED,
            "kind": s.one_of(*ToolPage.Kind.values),
            "audiences": s.several(s.one_of(*ToolAudience.values), 1),
            "sheets": s.number(1, 50),
            "body": BODY,
        }
    ),
    ARTICLES: s.record({**PLACED, "in_footer": s.FLAG, "body": BODY}),
    GUIDE: s.record(
        {**PLACED, "violence_exit": s.KEY, "decisions": s.several(DECISION)}, {"body": BODY}
    ),
    LEVELS: s.record(
        {**PLACED, "label": s.both_forms(10), "who_works": TEXT, "advice": TEXT}, {"body": BODY}
    ),
    STEPS: s.record(
        {
            **PLACED,
            "what": TEXT,
            "how": TEXT,
            "responsible": s.several(s.KEY, 1),
            "involve": s.several(INVOLVEMENT),
            "documentation": TEXT,
            "child_voice": TEXT,
            "for_guardians": TEXT,
            "for_youth": TEXT,
        },
        {
            "tools": KEYS,
            "services": KEYS,
            "legal_references": KEYS,
            "deadline": DEADLINE,
            "decisions": s.several(DECISION),
        },
    ),
    ENTRANCES: s.record(
        {
            **PLACED,
            "audience": s.one_of(*EntrancePage.Audience.values),
            "door_text": s.both_forms(160),
            "actions": s.several(
                s.record({"heading": s.both_forms(120), "text": TEXT}, {"page": s.KEY})
            ),
            "start": s.KEY,
            "services": KEYS,
            "help_lines": KEYS,
        },
        {"body": BODY},
    ),
}

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
    "tools": "page",
    "start": "page",
    "page": "page",
    "step": "page",
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


TELLERS: dict[str, Callable[[telling.Telling, dict[str, Any]], dict[str, Any]]] = {
    HOME: telling.home_values,
    ENTRANCES: telling.entrance_values,
    GUIDE: telling.guide_values,
    LEVELS: telling.level_values,
    STEPS: telling.step_values,
    CATALOGUE: telling.index_values,
    TOOL_INDEX: telling.index_values,
    TOOLS: telling.tool_values,
    ARTICLES: telling.article_values,
}


def _parent_key(pattern: str, document: Document) -> str:
    """Which page of the package a page stands under."""
    if pattern == LEVELS:
        return "guide"
    if pattern == STEPS:
        return document.name.split("/")[1]
    return "tools" if pattern == TOOLS else "home"


def _place_in_tree(document: Document) -> tuple[int, str]:
    """Doors stand in the order of their audiences, everything else in the order of the files."""
    audience = document.data.get("audience")
    return (DOORS.index(audience) if audience else 0, document.name)


def load(
    documents: dict[str, list[Document]], writer: Writer, home: Page, language: str, site_id: int
) -> None:
    """Put the package's pages under `home`, in `language`, and publish them.

    All pages are made before any is filled, since they link to one another. A page somebody has
    deleted stays deleted; links to it fall away.
    """
    told = telling.Telling(language, {"home": home}, site_id)
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
