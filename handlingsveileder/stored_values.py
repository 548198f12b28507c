"""What the fields of a page store, leaf by leaf, each with the place where its editor finds it.

It is read from the raw data of streams, so nothing is looked up: what a text cites is a number,
also when the row it names is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, TextField, URLField
from wagtail.blocks import (
    Block,
    CharBlock,
    ChooserBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from handlingsveileder.citations import LINK, LINKED_ID, cited_model


@dataclass(frozen=True)
class Text:
    """Words somebody has written; `place` is the content path that Wagtail's editor knows."""

    place: str
    words: str
    is_rich: bool = False


@dataclass(frozen=True)
class Citation:
    """A row or page that is named by its primary key."""

    place: str
    model: type[Model]
    pk: int


Leaf = tuple[str, Block, Any]


def texts_of(page: Page) -> Iterator[Text]:
    """All texts of the page's own fields, in the order of the fields."""
    for field in _own_fields(page):
        if isinstance(field, StreamField):
            for place, block, value in leaves_of_stream(page, field):
                if isinstance(block, RichTextBlock | CharBlock | TextBlock) and value:
                    yield Text(place, str(value), isinstance(block, RichTextBlock))
        elif isinstance(words := getattr(page, field.name), str) and words and not field.choices:
            yield Text(field.name, words, isinstance(field, RichTextField))


def citations_of(page: Page) -> Iterator[Citation]:
    """Every row and page that the page's streams and texts name."""
    for field in _own_fields(page):
        if isinstance(field, StreamField):
            for place, block, value in leaves_of_stream(page, field):
                if isinstance(block, ChooserBlock) and value:
                    yield Citation(place, cited_model(block), int(value))
                elif isinstance(block, RichTextBlock):
                    yield from _links(place, value)
        elif isinstance(field, RichTextField):
            yield from _links(field.name, getattr(page, field.name))


def unfilled_in(page: Page) -> Iterator[tuple[str, Block]]:
    """Place and block of each part of a stream that must be filled in and is not."""
    for field in _own_fields(page):
        if isinstance(field, StreamField):
            for place, block, value in leaves_of_stream(page, field):
                if value in (None, "", []) and getattr(block, "required", False):
                    yield place, block


def _own_fields(page: Page) -> Iterator[Any]:
    """Streams and texts that our page types define, without addresses."""
    for field in page._meta.get_fields():
        is_text = isinstance(field, StreamField | CharField | TextField)
        if is_text and field.model is not Page and not isinstance(field, URLField):
            yield field


def _links(place: str, text: Any) -> Iterator[Citation]:
    for link in LINK.findall(text or ""):
        if found := LINKED_ID.search(link):
            yield Citation(place, Page, int(found[1]))


def leaves_of_stream(page: Page, field: StreamField) -> Iterator[Leaf]:
    """Place, block and raw value of each leaf of one of the page's streams."""
    stream = getattr(page, field.name)
    yield from _leaves(stream.stream_block, list(stream.raw_data), field.name)


def _leaves(block: Block, raw: Any, place: str) -> Iterator[Leaf]:
    if isinstance(block, StreamBlock):
        for item in raw or []:
            if item["type"] in block.child_blocks:
                child = block.child_blocks[item["type"]]
                yield from _leaves(child, item["value"], f"{place}.{item.get('id') or ''}")
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, (raw or {}).get(name), f"{place}.{name}")
    elif isinstance(block, ListBlock):
        for identity, value in items_of(raw):
            yield from _leaves(block.child_block, value, f"{place}.{identity}")
    else:
        yield place, block, raw


def items_of(raw: Any) -> Iterator[tuple[str, Any]]:
    """Id and value of each item of a stored list. Lists saved by an old Wagtail hold bare values."""
    for item in raw or []:
        is_item = isinstance(item, dict) and "value" in item
        yield (item.get("id") or "", item["value"]) if is_item else ("", item)
