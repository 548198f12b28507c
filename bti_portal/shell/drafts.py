"""A site read as it would be if some drafts on it were published.

Menus, trails and guides are drawn from the outline, so a page's draft is shown by an outline in
which the drafts stand. Such an outline belongs to one request and is never remembered: it holds
what is not for everybody, and addresses that are keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from bti_portal.caching import generations
from bti_portal.shell.outline import Outline, OutlinePage

# What a page is, whatever its draft says.
KEPT = (
    "content_type locale owner live_revision latest_revision locked_by alias_of "
    "path depth numchild url_path translation_key draft_title"
).split()


@dataclass(frozen=True)
class Draft:
    """What makes an outline one of drafts.

    Attributes:
        until: when the link that shows it stops working.
        pages: the pages shown as they stand in their newest draft, by primary key.
        forms: what is shown in other forms of Norwegian, as names, languages and addresses.
    """

    until: datetime.datetime
    pages: Mapping[int, Any]
    forms: tuple[tuple[str, str, str], ...] = ()


def as_drafted(pages: Iterable[Page]) -> dict[int, Any]:
    """Each page as it stands in its newest draft, as if it were published, by primary key.

    The number of queries depends on what kinds of pages there are, not on how many.
    """
    rows = list(pages)
    wanted = {row.latest_revision_id for row in rows if row.has_unpublished_changes or not row.live}
    newest = Revision.objects.in_bulk(wanted - {None})
    contents = {
        row.pk: dict(newest[row.latest_revision_id].content)
        for row in rows
        if row.latest_revision_id in newest
    }
    _let_go_of_what_is_gone([(type(row), contents[row.pk]) for row in rows if row.pk in contents])
    drafted = {}
    for row in rows:
        page = _with(row, contents[row.pk]) if row.pk in contents else row
        page.live = True
        drafted[page.pk] = page
    return drafted


def _with(row: Any, content: dict[str, Any]) -> Any:
    """As Wagtail's `with_content_json`, without asking for each row that the draft names."""
    for name in (*KEPT, COMMENTS_RELATION_NAME, "comments"):
        content.pop(name, None)
    page = type(row).from_serializable_data(content, check_fks=False)
    page.pk = row.pk
    for name in KEPT:
        attname = row._meta.get_field(name).attname
        setattr(page, attname, getattr(row, attname))
    page._state.adding = False
    page._state.db = row._state.db
    return page


def _let_go_of_what_is_gone(drafts: list[tuple[type[Model], dict[str, Any]]]) -> None:
    """Empty the links of drafts to rows that have been deleted since."""
    links = [
        (content, field.name, field.related_model)
        for model, content in drafts
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and not field.remote_field.parent_link
        and field.name not in KEPT
        and content.get(field.name) is not None
    ]
    named: dict[type[Model], set[Any]] = {}
    for content, name, model in links:
        named.setdefault(model, set()).add(content[name])
    there = {
        model: set(model._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
        for model, pks in named.items()
    }
    for content, name, model in links:
        if content[name] not in there[model]:
            content[name] = None


def draw(outline: Outline, draft: Draft, address_of: Callable[[int], str]) -> Outline:
    """`outline` with the pages of `draft` in it, each at the address that `address_of` gives."""
    places = {place.path: place for place in outline.pages}
    for pk, page in draft.pages.items():
        home = next((home for home in outline.homes if page.path.startswith(home.path)), None)
        places[page.path] = OutlinePage(
            pk,
            page.title,
            page.path,
            address_of(pk),
            home.language if home else page.locale.language_code,
            page.translation_key,
            page.show_in_menus,
            type(page),
        )
    in_order = tuple(places[path] for path in sorted(places))
    homes = tuple(places.get(home.path, home) for home in outline.homes)
    return replace(outline, pages=in_order, homes=homes, draft=draft)


def remember_nothing(request: HttpRequest) -> None:
    """What is read in answer to `request` is not kept for others: it may hold drafts."""
    request._generation = generations.NONE_YET


def show(request: HttpRequest, outline: Outline) -> None:
    """Let all that answers `request` read the site from `outline`."""
    remember_nothing(request)
    request._draft_outline = outline
