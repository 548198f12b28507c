from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from bti_portal.accounts.sites import sites_where
from tjenesteoversikt.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)


@hooks.register("register_admin_urls")
def addresses_of_files() -> list[URLPattern]:
    return [path("catalogue-files/", include("tjenesteoversikt.urls"))]


class FilesMenuItem(MenuItem):
    """Shown to those who publish services somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sites_where(request.user, "tjenesteoversikt.publish_service").exists()


@hooks.register("register_admin_menu_item")
def files_menu_item() -> MenuItem:
    place = reverse("catalogue_files:begin")
    return FilesMenuItem(_("Import and export"), place, icon_name="download", order=210)
