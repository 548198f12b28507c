"""What a link to a draft opens, and the site as it is read behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from bti_portal.previews.inviting import LinkClosed
from bti_portal.previews.models import PreviewLink
from bti_portal.shell import drafts
from bti_portal.shell.drafts import Draft
from bti_portal.shell.outline import Outline, outline_of


def thing_of(link: PreviewLink) -> Any:
    """The page or row that the link is about, as it is stored.

    Raises:
        LinkClosed: if it has been deleted.
    """
    model = link.content_type.model_class()
    thing = model._default_manager.filter(pk=link.object_id).first() if model else None
    if thing is None:
        raise LinkClosed
    return thing


def pages_behind(link: PreviewLink, page: Page, outline: Outline) -> dict[int, Any]:
    """The pages that the link opens, as they stand in their newest drafts, by primary key.

    None that readers must log in to see, and none that has been moved to another municipality.
    """
    below = (
        page.get_descendants(inclusive=True) if link.is_whole else Page.objects.filter(pk=page.pk)
    )
    homes = Page.objects.filter(translation_key=link.site.root_page.translation_key)
    paths = tuple(homes.values_list("path", flat=True))
    rows = [
        row
        for row in below.order_by("path").specific()
        if row.path.startswith(paths) and not outline.is_restricted(row.path)
    ]
    return drafts.as_drafted(rows)


def show_pages(
    request: HttpRequest, link: PreviewLink, page: Page, address_of: Callable[[int], str]
) -> dict[int, Any]:
    """Let the answer to `request` read the site with the link's drafts in it."""
    drafts.remember_nothing(request)
    outline = outline_of(link.site, request)
    pages = pages_behind(link, page, outline)
    drafts.show(request, drafts.draw(outline, Draft(link.expires_at, pages), address_of))
    return pages


def show_row(
    request: HttpRequest, link: PreviewLink, forms: tuple[tuple[str, str, str], ...]
) -> None:
    """The same for a row: the site around it is as published."""
    drafts.remember_nothing(request)
    outline = outline_of(link.site, request)
    draft = Draft(link.expires_at, {}, forms)
    drafts.show(request, drafts.draw(outline, draft, lambda pk: ""))
