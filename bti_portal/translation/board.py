"""The parity board of a site: each page and row with its two forms, what needs somebody first."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail.models import Locale, Page, Site

from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.parity import Standing, Status, row_texts, standing
from bti_portal.translation.segments import (
    Segment,
    Texts,
    by_path,
    digest,
    has_two_forms,
    row_editor,
    texts_of,
    words_of,
)
from bti_portal.translation.twins import homes_of
from handlingsveileder.comparing import Line, lines_between
from handlingsveileder.plain_text import paragraphs
from tjenesteoversikt.models import Service

# Words for search engines and for finding: not every service has them in both forms.
MAY_BE_EMPTY = frozenset({"everyday_words"})


@dataclass(frozen=True)
class Form:
    """One form of a thing, as the board shows it."""

    language: str
    url: str = ""
    is_shown: bool = False
    has_draft: bool = False
    is_changed: bool = False

    @property
    def name(self) -> str:
        return ENDONYMS[self.language]

    @property
    def is_missing(self) -> bool:
        return not self.url


@dataclass
class Item:
    """A page or a row on the board."""

    kind: str
    key: str
    title: str
    what: str | Promise
    standing: Standing
    forms: tuple[Form, ...]
    url: str = ""
    proofread_url: str = ""
    missing: tuple[str, ...] = ()
    depth: int = 0
    differences: list[tuple[str | Promise, tuple[Line, ...]]] = field(default_factory=list)

    @cached_property
    def name(self) -> str:
        """What a form of the board sends to name it."""
        return f"{self.kind}:{self.key}"

    @property
    def can_be_marked(self) -> bool:
        return self.standing.status in {Status.CHANGED, Status.BOTH, Status.UNCOMPARED}


def row_models() -> list[type[Model]]:
    """The kinds of rows with two forms that belong to a site."""
    return [model for model in apps.get_models() if has_two_forms(model)]


def items_of(site: Site) -> list[Item]:
    """Everything of a site that has two forms.

    The number of queries depends on the kinds of pages and rows, not on how many there are.
    """
    homes = homes_of(site)
    if len(homes) < 2:
        return []
    known = {
        (row.kind, row.key): row
        for row in Parity.objects.filter(site=site).defer("texts", "proposals")
    }
    items = [*_pages(homes, known)]
    for model in row_models():
        items += _rows(model, site, tuple(homes), known)
    return items


Known = dict[tuple[str, str], Parity]


def _pages(homes: dict[str, Page], known: Known) -> Iterable[Item]:
    families: dict[UUID, dict[str, Page]] = defaultdict(dict)
    for code, home in homes.items():
        tree = Page.objects.descendant_of(home, inclusive=True).filter(locale=home.locale_id)
        for page in tree.order_by("path").select_related("content_type"):
            families[page.translation_key][code] = page
    whole = [
        page
        for family in families.values()
        if len(family) > 1 and all(page.live for page in family.values())
        for page in family.values()
    ]
    digests = _digests(whole)
    for key, family in families.items():
        yield _page_item(key, family, tuple(homes), known.get((PAGE, str(key))), digests)


def _digests(pages: Iterable[Page]) -> dict[int, str]:
    """Marks of the words of published pages, by primary key: a query for each kind of page."""
    kinds: dict[type[Page], list[int]] = defaultdict(list)
    for page in pages:
        kinds[page.specific_class].append(page.pk)
    return {
        page.pk: digest(words_of(page))
        for kind, keys in kinds.items()
        for page in kind.objects.filter(pk__in=keys)
    }


def _page_item(
    key: UUID,
    family: dict[str, Page],
    languages: tuple[str, ...],
    parity: Parity | None,
    digests: dict[int, str],
) -> Item:
    pages = list(family.values())
    missing = next((code for code in languages if code not in family), "")
    drafted = tuple(
        code for code, page in family.items() if not page.live or page.has_unpublished_changes
    )
    are_live = not missing and all(page.live for page in pages)
    now = {code: digests[page.pk] for code, page in family.items()} if are_live else {}
    published = {code: page.last_published_at for code, page in family.items()}
    stands = standing(parity, now, languages, published, is_missing=missing, drafted=drafted)
    first = family.get(languages[0]) or pages[0]
    source = family.get(stands.source, first)
    other = next((code for code in languages if code != stands.source), "")
    return Item(
        PAGE,
        str(key),
        first.get_admin_display_title(),
        capfirst(first.specific_class._meta.verbose_name),
        stands,
        tuple(_page_form(code, family.get(code), stands) for code in languages),
        reverse("translation:page", args=[source.pk]),
        reverse("translation:proofread_page", args=[family[other].pk]) if other in family else "",
        depth=first.depth,
    )


def _page_form(code: str, page: Page | None, stands: Standing) -> Form:
    if page is None:
        return Form(code)
    return Form(
        code,
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.live,
        page.has_unpublished_changes and page.live,
        code in stands.changed,
    )


def _rows(model: type[Model], site: Site, languages: tuple[str, ...], known: Known) -> list[Item]:
    rows = model._default_manager.filter(site=site).order_by("pk")
    named = {field.name for field in model._meta.get_fields()} & {"site", "service"}
    rows = rows.select_related(*named)
    found = [_row_item(row, languages, known) for row in rows]
    return [item for item in found if item is not None]


def _lacking(texts: dict[str, Texts]) -> dict[str, set[str]]:
    """The fields that are empty in each form and filled in another."""
    filled = {path for words in texts.values() for path in words} - MAY_BE_EMPTY
    return {code: filled - words.keys() for code, words in texts.items()}


def _row_item(row: Model, languages: tuple[str, ...], known: Known) -> Item | None:
    texts = row_texts(row, languages)
    if not any(texts.values()):
        return None
    kind, key = row._meta.label_lower, str(row.pk)
    lacking = _lacking(texts)
    missing = max(languages, key=lambda code: len(lacking[code]))
    has_revisions = hasattr(row, "has_unpublished_changes")
    stands = standing(
        known.get((kind, key)),
        {code: digest(words) for code, words in texts.items()},
        languages,
        is_missing=missing if lacking[missing] else "",
        drafted=languages
        if has_revisions and (row.has_unpublished_changes or not row.live)
        else (),
    )
    url = row_editor(row)
    other = next(code for code in languages if code != stands.source)
    return Item(
        kind,
        key,
        str(row),
        capfirst(row._meta.verbose_name),
        stands,
        tuple(
            Form(code, url if texts[code] else "", True, False, code in stands.changed)
            for code in languages
        ),
        url,
        reverse("translation:proofread_row", args=[row.pk, other])
        if isinstance(row, Service)
        else "",
        tuple(
            str(row._meta.get_field(path).verbose_name)
            for path in dict.fromkeys(path for code in languages for path in lacking[code])
        ),
    )


def tell_differences(site: Site, items: Iterable[Item]) -> None:
    """Say of each changed item which words changed since it was in step.

    A query for each kind of page or row among them.
    """
    changed = {(item.kind, item.key): item for item in items if item.standing.changed}
    if not changed:
        return
    remembered = Parity.objects.filter(site=site, key__in={key for _kind, key in changed})
    parities = {(row.kind, row.key): row for row in remembered}
    for (kind, key), segments in _segments_now(site, changed).items():
        item = changed[kind, key]
        item.differences = [
            found
            for language in item.standing.changed
            for found in differences(parities[kind, key], language, segments)
        ]


def _segments_now(site: Site, items: Known | dict[Any, Item]) -> dict[Any, list[Segment]]:
    found: dict[Any, list[Segment]] = defaultdict(list)
    keys = [key for kind, key in items if kind == PAGE]
    homes = homes_of(site).values()
    own, locales = [home.path for home in homes], Locale.objects.in_bulk()
    for page in Page.objects.filter(translation_key__in=keys).specific() if keys else ():
        if page.path.startswith(tuple(own)):
            page.locale = locales[page.locale_id]
            found[PAGE, str(page.translation_key)] += texts_of(page)
    for kind in {kind for kind, _key in items} - {PAGE}:
        rows = apps.get_model(kind)._default_manager.filter(
            site=site, pk__in=[key for other, key in items if other == kind]
        )
        for row in rows:
            found[kind, str(row.pk)] = list(texts_of(row))
    return found


def differences(
    parity: Parity, language: str, segments: Iterable[Segment]
) -> Iterable[tuple[str | Promise, tuple[Line, ...]]]:
    """The texts of one form that read otherwise than when they were in step, word by word."""
    before = parity.texts.get(language, {})
    now = {one.path: one for one in segments if one.language == language}
    texts = by_path(now.values(), language)
    for path in dict.fromkeys([*texts, *before]):
        was, is_now = before.get(path, ""), texts.get(path, "")
        if was != is_now:
            label = now[path].label if path in now else ""
            is_rich = now[path].is_rich if path in now else was.startswith("<")
            yield label, tuple(lines_between(_lines(was, is_rich), _lines(is_now, is_rich)))


def _lines(text: str, is_rich: bool) -> list[str]:
    return paragraphs(text) if is_rich else text.splitlines()


def oldest(items: Iterable[Item]) -> datetime.datetime | None:
    """When the first of them fell out of step."""
    moments = [
        item.standing.since for item in items if item.standing.changed and item.standing.since
    ]
    return min(moments, default=None)
