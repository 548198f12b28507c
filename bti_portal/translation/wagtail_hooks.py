from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page, Site

from bti_portal.accounts.sites import site_ids_of
from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.twins import homes_of, other_form, twin_of


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("translation/", include("bti_portal.translation.urls"))]


def _other_form(page: Page, user: Any) -> str:
    """The form `page` could also be in; each site is looked up once for each user object."""
    root = next(
        (root for root in Site.get_site_root_paths() if page.url_path.startswith(root.root_path)),
        None,
    )
    if root is None or root.site_id not in site_ids_of(user):
        return ""
    known = user.__dict__.setdefault("_homes_of_sites", {})
    if root.site_id not in known:
        known[root.site_id] = homes_of(Site.objects.get(pk=root.site_id))
    return other_form(page, known[root.site_id])


@hooks.register("register_page_header_buttons")
def header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    language = _other_form(page, user)
    if language and page.permissions_for_user(user).can_edit():
        words = _("Compare with %(form)s") if twin_of(page, language) else _("Make in %(form)s")
        yield Button(
            words % {"form": ENDONYMS[language].lower()},
            reverse("translation:page", args=[page.pk]),
            icon_name="globe",
            priority=35,
        )


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    # The same words for all: whether the other form exists would be a query for each page.
    if _other_form(page, user) and page.permissions_for_user(user).can_edit():
        address = reverse("translation:page", args=[page.pk])
        yield Button(_("Both forms"), address, icon_name="globe", priority=35)
