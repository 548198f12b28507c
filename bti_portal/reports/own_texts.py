"""Every text of a municipality's own pages and rows, with where it is edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db.models import CharField, Field, Model, Q, TextField
from django.utils.functional import Promise
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.blocks import Block, CharBlock, RichTextBlock, TextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from bti_portal.accounts.assigning import page_trees_of
from bti_portal.registers.models import HelpLine, ModelElement, Role
from bti_portal.reports.addresses import edit_address
from bti_portal.shell.languages import ENDONYMS
from handlingsveileder.citations import inside
from tjenesteoversikt.models import Publication, Service

# Rows with texts of a site's own, besides its pages.
ROWS: tuple[type[Model], ...] = (Service, Publication, ModelElement, HelpLine, Role)
# Of what Wagtail keeps about a page, the texts that people read.
PAGE_FIELDS = {"title", "seo_title", "search_description"}
WORDED = (CharBlock, TextBlock)
ENDS_A_LINE = {"p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "blockquote"}


@dataclass(frozen=True)
class OwnText:
    """One text in one form of Norwegian, as readers see its words."""

    title: str
    field: str | Promise
    language: str
    edit_url: str
    is_live: bool
    words: str

    @property
    def form(self) -> str:
        """What the language calls itself."""
        return ENDONYMS.get(self.language, self.language)


def of_site(site: Site) -> Iterator[OwnText]:
    """The texts of `site` as they were last saved or published.

    A number of queries that depends on the kinds of pages and rows, not on how many there are.
    """
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    for page in pages_of(site).specific():
        yield from _of_page(page, languages[page.locale_id])
    for model in ROWS:
        rows = model._default_manager.filter(site=site)
        if model is Publication:
            rows = rows.select_related("service", "site")
        for row in rows:
            yield from _of_row(row)


def pages_of(site: Site) -> PageQuerySet:
    """All pages of `site`, published or not, in the order of its trees."""
    wanted = Q()
    for home in page_trees_of(site):
        wanted |= Q(path__startswith=home.path)
    return Page.objects.filter(wanted).select_related("locale").order_by("path")


def _of_page(page: Page, language: str) -> Iterator[OwnText]:
    edit_url = edit_address(page)
    for field in page._meta.get_fields():
        for words in _words_in(page, field):
            yield OwnText(page.title, field.verbose_name, language, edit_url, page.live, words)


def _words_in(page: Page, field: Any) -> Iterator[str]:
    if isinstance(field, StreamField):
        stream = getattr(page, field.name)
        yield from _words_of_block(stream.stream_block, list(stream.raw_data))
    elif isinstance(field, RichTextField):
        yield plain_text(getattr(page, field.name))
    elif _is_worded(field):
        yield getattr(page, field.name) or ""


def _is_worded(field: Field[Any, Any]) -> bool:
    """Whether people read what stands in the field: no addresses, keys or choices."""
    is_text = type(field) in (CharField, TextField) and not field.choices
    return is_text and (field.model is not Page or field.name in PAGE_FIELDS)


def _words_of_block(block: Block, raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        if isinstance(block, RichTextBlock):
            yield plain_text(raw)
        elif isinstance(block, WORDED):
            yield raw
    elif raw:
        for child, value in inside(block, raw):
            yield from _words_of_block(child, value)


def _of_row(row: Model) -> Iterator[OwnText]:
    model = type(row)
    edit_url = edit_address(row)
    for name in get_translatable_fields_for_model(model):
        field = model._meta.get_field(name)
        for language in ENDONYMS:
            words = getattr(row, f"{name}_{language}") or ""
            if isinstance(field, RichTextField):
                words = plain_text(words)
            yield OwnText(
                str(row), field.verbose_name, language, edit_url, getattr(row, "live", True), words
            )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ENDS_A_LINE:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDS_A_LINE:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(" ".join(data.split("\n")))


def plain_text(html: str) -> str:
    """The words of a rich text, a line for each paragraph, heading and item."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return "".join(reader.words).strip()
