from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import DraftStateMixin, Page, PreviewableMixin

LABEL = _("Link to the draft")


def _address(thing: Model, site_id: int) -> str:
    options = thing._meta
    return reverse("previews:make", args=[site_id, options.app_label, options.model_name, thing.pk])


@hooks.register("register_admin_urls")
def preview_addresses() -> list[URLPattern]:
    return [path("drafts/", include("bti_portal.previews.urls"))]


@hooks.register("register_page_header_buttons")
def link_to_page(page: Page, user: Any, view_name: str, next_url: str = "") -> Iterator[Button]:
    site = page.get_site() if page.pk and page.depth > 1 else None
    if site and page.permissions_for_user(user).can_edit():
        yield Button(LABEL, _address(page, site.pk), icon_name="link", priority=70)


@hooks.register("register_snippet_listing_buttons")
def link_to_row(row: Model, user: Any, next_url: str = "") -> Iterator[Button]:
    can_be_shown = isinstance(row, DraftStateMixin) and isinstance(row, PreviewableMixin)
    if can_be_shown and getattr(row, "site_id", None):
        yield Button(LABEL, _address(row, row.site_id), icon_name="link", priority=70)
