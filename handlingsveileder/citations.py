"""Everything a page cites, looked up at once.

A page names roles, help lines, laws, tools, services and other pages in many small blocks and
texts, and each would ask the database by itself. While a page is served they ask here instead:
what the page's texts name has been fetched with one query for each kind of row, however many
blocks the page has.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from bti_portal.shell.navigation import Shell
from handlingsveileder.catalogue_links import CatalogueLinks
from tjenesteoversikt.models import Service

Named = dict[type[Model], set[int]]


@dataclass
class Gathering:
    """What has been looked up for the page being served, and what surrounds it."""

    rows: dict[type[Model], dict[int, Model]] = dataclasses.field(default_factory=dict)
    shell: Shell | None = None
    # Where in the tree the page being served stands.
    path: str = ""

    def hides(self, page: Page) -> bool:
        """Whether `page` is kept from who reads the page being served."""
        outline = self.shell.outline if self.shell else None
        return bool(outline and outline.hides(page.path or "", self.path))


_gathering: ContextVar[Gathering | None] = ContextVar("gathering", default=None)
LINK = re.compile(r"<a\b[^>]*linktype=[\"']page[\"'][^>]*>")
LINKED_ID = re.compile(r"\bid=[\"'](\d+)[\"']")


def fetched_rows(model: type[Model]) -> dict[int, Model] | None:
    """The rows of `model` the page being served cites; None when no page is, or it cites none."""
    gathering = _gathering.get()
    return None if gathering is None else gathering.rows.get(model)


def address_of(page: Page) -> str:
    """The address of a cited page on the reader's site, for the arena the reader has chosen.

    Empty for a page that readers cannot see.
    """
    gathering = _gathering.get()
    shell = gathering.shell if gathering else None
    known = shell.outline.with_pk(page.pk) if shell and shell.outline else None
    if gathering and gathering.hides(page):
        return ""
    if known:
        return shell.carry(known.url)
    return (page.url or "") if page.live else ""


@contextmanager
def gathered() -> Iterator[None]:
    """Within this, citing blocks and links answer from what `fetch` has looked up."""
    token = _gathering.set(Gathering())
    try:
        yield
    finally:
        _gathering.reset(token)


def fetch(pages: Iterable[Page], catalogue: CatalogueLinks, shell: Shell) -> None:
    """Look up everything that `pages` cite. A service that readers may not see is not found."""
    gathering = _gathering.get()
    if gathering is None:
        return
    gathering.shell = shell
    fetched = gathering.rows
    named: Named = {}
    pages = list(pages)
    # Of several, the first is the one that is served.
    gathering.path = next((page.path or "" for page in pages), "")
    for page in pages:
        _note_page(page, named)
    for model, pks in named.items():
        if model is Service:
            services = catalogue.preload(pks)
            fetched[model] = {service.pk: service for service in services}
        else:
            found = model._default_manager.in_bulk(pks)
            if issubclass(model, Page):
                found = {pk: page for pk, page in found.items() if not gathering.hides(page)}
            if issubclass(model, Page) and shell.outline and shell.outline.draft:
                drafts = shell.outline.draft.pages
                found |= {pk: drafts[pk] for pk in pks if isinstance(drafts.get(pk), model)}
            fetched[model] = found


def _note_page(page: Page, named: Named) -> None:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            _note_block(stream.stream_block, list(stream.raw_data), named)
        elif isinstance(field, RichTextField):
            _note_links(getattr(page, field.name), named)


def _note_links(text: str, named: Named) -> None:
    for link in LINK.findall(text or ""):
        if found := LINKED_ID.search(link):
            named.setdefault(Page, set()).add(int(found[1]))


def _note_block(block: Block, raw: Any, named: Named) -> None:
    if not raw:
        return
    for child, value in _inside(block, raw):
        _note_block(child, value, named)
    if isinstance(block, ChooserBlock):
        named.setdefault(cited_model(block), set()).add(int(raw))
    elif isinstance(raw, str):
        _note_links(raw, named)


def _inside(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """The blocks inside a block, with what is stored for each."""
    if isinstance(block, StreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                yield block.child_blocks[item["type"]], item["value"]
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield child, raw.get(name)
    elif isinstance(block, ListBlock):
        for item in raw:
            # Lists saved by an old Wagtail hold bare values.
            is_item = isinstance(item, dict) and "value" in item
            yield block.child_block, item["value"] if is_item else item


def cited_model(block: ChooserBlock) -> type[Model]:
    """What rows a block's citation is looked up among: a link needs no more than the page itself."""
    return Page if getattr(block, "needs_only_address", False) else block.model_class


class CitingMixin:
    """Put before a chooser block: answers from what the page has fetched, if it is being served."""

    def to_python(self, value: int | None) -> Model | None:
        known = fetched_rows(cited_model(self))
        if known is None or value is None:
            return super().to_python(value)
        return known.get(int(value))

    def bulk_to_python(self, values: list[int | None]) -> list[Model | None]:
        known = fetched_rows(cited_model(self))
        if known is None:
            return super().bulk_to_python(values)
        return [known.get(int(value)) if value is not None else None for value in values]
