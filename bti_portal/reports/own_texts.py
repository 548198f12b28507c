"""Every text of a municipality's own pages and rows, with where it is edited."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils.functional import Promise
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.fields import RichTextField
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from bti_portal.accounts.assigning import page_trees_of
from bti_portal.registers.models import HelpLine, ModelElement, Role
from bti_portal.reports.addresses import edit_address
from bti_portal.shell.languages import ENDONYMS
from handlingsveileder.plain_text import paragraphs
from handlingsveileder.stored_values import texts_of
from tjenesteoversikt.models import Publication, Service

# Rows with texts of a site's own, besides its pages.
ROWS: tuple[type[Model], ...] = (Service, Publication, ModelElement, HelpLine, Role)
# Of what Wagtail keeps about a page, the texts that people read.
PAGE_FIELDS = ("title", "seo_title", "search_description")


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

    def own(name: str, words: str) -> OwnText:
        label = page._meta.get_field(name).verbose_name
        return OwnText(page.title, label, language, edit_url, page.live, words)

    for name in PAGE_FIELDS:
        yield own(name, getattr(page, name))
    for text in texts_of(page):
        words = plain_words(text.words) if text.is_rich else text.words
        yield own(text.place.partition(".")[0], words)


def _of_row(row: Model) -> Iterator[OwnText]:
    model = type(row)
    edit_url = edit_address(row)
    for name in get_translatable_fields_for_model(model):
        field = model._meta.get_field(name)
        for language in ENDONYMS:
            words = getattr(row, f"{name}_{language}") or ""
            if isinstance(field, RichTextField):
                words = plain_words(words)
            yield OwnText(
                str(row), field.verbose_name, language, edit_url, getattr(row, "live", True), words
            )


def plain_words(html: str) -> str:
    """The words of a rich text, a line for each paragraph, heading and item."""
    return "\n".join(paragraphs(html))
