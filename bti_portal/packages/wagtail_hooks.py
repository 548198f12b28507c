from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from bti_portal.accounts.sites import sites_where
from bti_portal.packages.founding_views import NewMunicipalityView
from bti_portal.packages.views import MAY


@hooks.register("register_admin_urls")
def package_addresses() -> list[URLPattern]:
    return [
        path("new-municipality/", NewMunicipalityView.as_view(), name="new_municipality"),
        path("lending/", include("bti_portal.packages.urls")),
    ]


class OperatorsItem(MenuItem):
    """Shown to the operator alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


class LendingMenuItem(MenuItem):
    """Shown to those who coordinate a municipality."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sites_where(request.user, MAY).exists()


@hooks.register("register_settings_menu_item")
def new_municipality() -> MenuItem:
    return OperatorsItem(
        _("New municipality"), reverse("new_municipality"), icon_name="site", order=50
    )


@hooks.register("register_admin_menu_item")
def lending_menu_item() -> MenuItem:
    place = reverse("lending:begin")
    return LendingMenuItem(_("Guides on loan"), place, icon_name="copy", order=220)
