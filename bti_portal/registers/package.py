"""The registers' part of a package: shared rows, recognised by their keys."""

import datetime
from collections.abc import Iterable
from typing import Any

from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.models import Page

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document, Fault
from bti_portal.exchange.forms import FORMS
from bti_portal.exchange.writing import Writer
from bti_portal.registers.models import (
    Arena,
    HelpLine,
    LegalReference,
    ModelElement,
    RegisterRow,
    Role,
    Term,
)

CHECKED = {"source": s.ADDRESS, "checked_on": s.DATE}

SCHEMAS: dict[str, s.Schema] = {
    "registers/roles.yaml": s.several(
        s.record({"key": s.KEY, "name": s.both_forms(120)}, {"description": s.both_forms(1_000)})
    ),
    "registers/arenas.yaml": s.several(
        s.record(
            {
                "key": s.KEY,
                "name": s.both_forms(120),
                "slug": s.record({"nn": s.SLUG, "nb": s.SLUG}),
            }
        )
    ),
    "registers/help_lines.yaml": s.several(
        s.record(
            {
                "key": s.KEY,
                "name": s.both_forms(120),
                "hours": s.both_forms(200),
                "for_whom": s.both_forms(250),
                "acute": s.FLAG,
            },
            {
                "number": s.PHONE,
                "sms": s.PHONE,
                "chat_url": s.ADDRESS,
                "website": s.ADDRESS,
                "good_to_know": s.both_forms(1_000),
                **CHECKED,
            },
        )
    ),
    "registers/legal_references.yaml": s.several(
        s.record(
            {
                "key": s.KEY,
                "kind": s.one_of(*LegalReference.Kind.values),
                "act": s.both_forms(200),
                "topic": s.both_forms(1_000),
            },
            {
                "paragraph": s.text(40),
                "note": s.both_forms(1_000),
                "url": s.ADDRESS,
                **CHECKED,
            },
        )
    ),
}
SOME_FORMS = s.record({}, {"nn": s.text(500), "nb": s.text(500)})
SCHEMAS["registers/terms.yaml"] = s.several(
    s.record(
        {"key": s.KEY, "preferred": s.both_forms(120)},
        {"forbidden": SOME_FORMS, "discouraged": SOME_FORMS, "note": s.both_forms(300)},
    )
)
ELEMENTS = "registers/model_elements.yaml"
SCHEMAS[ELEMENTS] = s.several(
    s.record(
        {
            "key": s.KEY,
            "kind": s.one_of(*ModelElement.Kind.values),
            "level": s.one_of(*ModelElement.Level.values),
            "name": s.both_forms(160),
            "purpose": s.both_forms(1_000),
            "owner": s.both_forms(160),
        },
        {
            "mandate": s.both_forms(2_000),
            "members": s.both_forms(1_000),
            "rhythm": s.both_forms(300),
            "routine": s.both_forms(2_000),
            "page": s.KEY,
            "url": s.ADDRESS,
        },
    )
)

MODELS = {
    "registers/roles.yaml": Role,
    "registers/arenas.yaml": Arena,
    "registers/help_lines.yaml": HelpLine,
    "registers/legal_references.yaml": LegalReference,
    "registers/terms.yaml": Term,
}
# In a package as in the model, but for these.
RENAMED = {"acute": "is_acute"}


def check(documents: dict[str, list[Document]], known: dict[str, set[str]]) -> list[Fault]:
    """Parts of the model that lead to pages which are nowhere in the package."""
    return [
        document.fault([place, "page"], f"There is no page {entry['page']!r}.")
        for document in documents[ELEMENTS]
        for place, entry in enumerate(document.data)
        if "page" in entry and entry["page"] not in known["page"]
    ]


def load(documents: dict[str, list[Document]], writer: Writer) -> None:
    """Write the rows of the registers that all sites share."""
    for pattern, model in MODELS.items():
        _load_rows(documents[pattern], model, writer, None)


def load_lent(documents: dict[str, list[Document]], writer: Writer, site_id: int) -> None:
    """Write the rows that a lent package cites and no register here has, as the site's own.

    What all municipalities share is never changed by what one is lent, and what its lender has
    checked, nobody has checked here.
    """
    for pattern, model in MODELS.items():
        shared = set(model.objects.filter(site=None).values_list("key", flat=True))
        for document in documents[pattern]:
            for entry in document.data:
                if entry["key"] not in shared:
                    values = {RENAMED.get(name, name): value for name, value in entry.items()}
                    values = {n: v for n, v in values.items() if n not in {"key", "checked_on"}}
                    writer.row(model, entry["key"], values, site_id)


def written(model: type[RegisterRow], rows: Iterable[RegisterRow]) -> list[dict[str, Any]]:
    """Rows as entries of a package, by their keys."""
    return [_entry(model, row) for row in sorted(rows, key=lambda row: row.key)]


def _entry(model: type[RegisterRow], row: RegisterRow) -> dict[str, Any]:
    pattern = next(pattern for pattern, of in MODELS.items() if of is model)
    translated = set(get_translatable_fields_for_model(model) or [])
    entry: dict[str, Any] = {"key": row.key}
    for name in SCHEMAS[pattern]["items"]["properties"]:
        field = RENAMED.get(name, name)
        if field in translated:
            texts = {form: getattr(row, f"{field}_{form}") or "" for form in FORMS}
            entry[name] = {form: text for form, text in texts.items() if text.strip()}
        elif field != "key":
            value = getattr(row, field)
            entry[name] = value.isoformat() if isinstance(value, datetime.date) else value
    return {name: value for name, value in entry.items() if value not in ("", None, {})}


def load_model(
    documents: dict[str, list[Document]], writer: Writer, site_id: int, pages: dict[str, Page]
) -> None:
    """Write the parts of a site's own model, when the pages they lead to are there."""
    _load_rows(documents[ELEMENTS], ModelElement, writer, site_id, pages)


def _load_rows(
    documents: list[Document],
    model: type[RegisterRow],
    writer: Writer,
    site_id: int | None,
    pages: dict[str, Page] | None = None,
) -> None:
    for document in documents:
        for position, entry in enumerate(document.data, start=1):
            values = {
                RENAMED.get(name, name): value for name, value in entry.items() if name != "key"
            }
            if "page" in values:
                values["page"] = (pages or {}).get(values["page"])
            if hasattr(model, "position"):
                values["position"] = position * 10
            writer.row(model, entry["key"], values, site_id)
