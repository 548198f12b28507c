"""Every text of a page or a row, one by one: its language, its address within, and its words.

A light stand-in for the segments of a translation package (ADR 0023). The address of a text in a
stream is made of block ids, so that it stays when blocks are moved.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, Model, SlugField, TextField, URLField
from django.urls import reverse
from django.utils.functional import Promise
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.translator import translator
from wagtail.blocks import Block, CharBlock, RichTextBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from bti_portal.shell.languages import ENDONYMS
from handlingsveileder.stored_values import leaves_of_stream

# Of what Wagtail keeps about a page, the texts that people read.
PAGE_FIELDS = ("title", "seo_title", "search_description")
# Texts that are the same in every form.
NEUTRAL = frozenset({"label", "version", "case_number", "licence"})
# The editor marks each paragraph of a rich text; the mark is no change of the text.
EDITOR_MARKS = re.compile(r' data-block-key="[^"]*"')

Texts = dict[str, str]


@dataclass(frozen=True)
class Segment:
    """One text in one form. `path` is the content path that the page editor knows, or a field."""

    language: str
    path: str
    text: str
    edit_url: str
    field_label: str | Promise = ""
    part_label: str | Promise = ""
    is_rich: bool = False
    features: tuple[str, ...] = ()
    is_long: bool = False
    longest: int | None = None

    @property
    def label(self) -> str | Promise:
        """What the editor calls the text."""
        return f"{self.field_label}: {self.part_label}" if self.part_label else self.field_label


def is_text(block: Block) -> bool:
    """Whether editors write words in `block`."""
    return isinstance(block, RichTextBlock | CharBlock | TextBlock)


def texts_of(obj: Model) -> Iterator[Segment]:
    """The texts of a page (in its language) or of a row (in both), the empty fields too.

    For a page it asks the database for nothing but the language.
    """
    yield from _of_page(obj) if isinstance(obj, Page) else _of_row(obj)


def text_fields(page: Page) -> tuple[Any, ...]:
    """The fields of a page with words of its own language."""
    return _text_fields(type(page))


@cache
def _text_fields(model: type[Page]) -> tuple[Any, ...]:
    fields = [model._meta.get_field(name) for name in PAGE_FIELDS]
    for field in model._meta.get_fields():
        is_words = isinstance(field, StreamField | CharField | TextField)
        if not is_words or field.model is Page or field.name in NEUTRAL:
            continue
        if not isinstance(field, URLField | SlugField) and not field.choices:
            fields.append(field)
    return tuple(fields)


def _of_page(page: Page) -> Iterator[Segment]:
    language = page.locale.language_code
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    for field in text_fields(page):
        if isinstance(field, StreamField):
            for place, block, value in leaves_of_stream(page, field):
                if is_text(block):
                    yield _leaf(language, place, value, edit_url, field, block)
        else:
            yield Segment(
                language,
                field.name,
                getattr(page, field.name) or "",
                edit_url,
                field.verbose_name,
                "",
                isinstance(field, RichTextField),
                tuple(getattr(field, "features", None) or ()),
                isinstance(field, TextField),
                field.max_length,
            )


def _leaf(
    language: str, place: str, value: Any, edit_url: str, field: StreamField, block: Block
) -> Segment:
    is_rich = isinstance(block, RichTextBlock)
    return Segment(
        language,
        place,
        str(value or ""),
        f"{edit_url}#:w:contentpath={place}" if edit_url else "",
        field.verbose_name,
        block.label,
        is_rich,
        tuple(block.features or ()) if is_rich else (),
        isinstance(block, TextBlock),
        getattr(getattr(block, "field", None), "max_length", None),
    )


def has_two_forms(model: type[Model]) -> bool:
    """Whether rows of `model` belong to a site and have translated columns."""
    is_translated = not model._meta.abstract and model in translator.get_registered_models()
    return is_translated and any(field.name == "site" for field in model._meta.get_fields())


@cache
def row_fields(model: type[Model]) -> list[Any]:
    """The translated fields of a kind of row in their order, without addresses."""
    names = set(get_translatable_fields_for_model(model) or ())
    return [
        field
        for field in model._meta.get_fields()
        if field.name in names and not isinstance(field, SlugField)
    ]


def row_editor(row: Model) -> str:
    """Where both forms of a row are edited, side by side."""
    viewset = getattr(type(row), "snippet_viewset", None)
    if viewset:
        return reverse(viewset.get_url_name("edit"), args=[row.pk])
    meta = row._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, row.site_id])


def _of_row(row: Model) -> Iterator[Segment]:
    edit_url = row_editor(row) if row.pk else ""
    for field in row_fields(type(row)):
        for language in ENDONYMS:
            yield Segment(
                language,
                field.name,
                getattr(row, f"{field.name}_{language}") or "",
                edit_url,
                field.verbose_name,
                "",
                isinstance(field, RichTextField),
                tuple(getattr(field, "features", None) or ()),
                isinstance(field, TextField),
                field.max_length,
            )


def plainly(text: str) -> str:
    """A text as it is compared: without the editor's marks."""
    return (EDITOR_MARKS.sub("", text) if "data-block-key" in text else text).strip()


def by_path(segments: Iterable[Segment], language: str) -> Texts:
    """The words of one form, without those that are empty."""
    return {
        one.path: words
        for one in segments
        if one.language == language and (words := plainly(one.text))
    }


def words_of(page: Page) -> Texts:
    """The words of a page, by path, as `by_path` of `texts_of` gives them: for very many pages."""
    texts = {}
    for field in text_fields(page):
        if isinstance(field, StreamField):
            leaves = leaves_of_stream(page, field)
            texts |= {
                place: str(value) for place, block, value in leaves if value and is_text(block)
            }
        else:
            texts[field.name] = getattr(page, field.name) or ""
    return {path: words for path, text in texts.items() if (words := plainly(text))}


def digest(texts: Mapping[str, str]) -> str:
    """A short mark of some texts, the same for the same words."""
    told = json.dumps(sorted(texts.items()), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def mark(text: str) -> str:
    """As `digest`, of one text."""
    return hashlib.sha256(plainly(text).encode()).hexdigest()[:12]
