"""What a lent guide names at its lender and does not bring along: services, and a site's own places."""

from typing import Any

from wagtail.models import Page

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document
from handlingsveileder.models import EntrancePage, HomePage, ModelMapPage
from tjenesteoversikt.models import ServiceIndexPage

REFERENCES = "references.yaml"
HOME, CATALOGUE, MODEL_MAP, ANOTHER = "home", "catalogue", "model-map", "another"
DOORS = list(EntrancePage.Audience.values)
SCHEMAS: dict[str, s.Schema] = {
    REFERENCES: s.record(
        {},
        {
            "services": s.several(s.record({"key": s.KEY, "name": s.both_forms(160)})),
            "pages": s.several(
                s.record(
                    {
                        "key": s.KEY,
                        "kind": s.one_of(HOME, CATALOGUE, MODEL_MAP, *DOORS, ANOTHER),
                        "title": s.both_forms(255),
                    }
                )
            ),
        },
    )
}
KINDS: dict[type[Page], str] = {
    HomePage: HOME,
    ServiceIndexPage: CATALOGUE,
    ModelMapPage: MODEL_MAP,
}


def kind_of(page: Page) -> str:
    """What a page of a site is, so that another site can find its own."""
    if isinstance(page, EntrancePage):
        return page.audience
    return KINDS.get(type(page), ANOTHER)


def named(documents: dict[str, list[Document]], what: str) -> dict[str, dict[str, Any]]:
    """The references to services or pages, by key."""
    entries = [
        entry for document in documents.get(REFERENCES, []) for entry in document.data.get(what, [])
    ]
    return {entry["key"]: entry for entry in entries}


def pages_at(documents: dict[str, list[Document]], home: Page) -> tuple[dict[str, Page], list[str]]:
    """The site's own pages that the references stand for, and the titles of those it has none of."""
    own = {kind_of(page): page for page in home.get_children().live().specific()}
    own[HOME] = home
    own.pop(ANOTHER, None)
    found, missing = {}, []
    for key, entry in named(documents, "pages").items():
        if entry["kind"] in own:
            found[key] = own[entry["kind"]]
        else:
            missing.append(next(iter(entry["title"].values()), key))
    return found, missing
