from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from bti_portal.accounts.sites import sites_where
from tjenesteoversikt.desk import bulk_actions
from tjenesteoversikt.desk.service_editor import CheckedMenuItem, tell_look_alikes
from tjenesteoversikt.models import Service
from tjenesteoversikt.sharing import borrowers_in_words
from tjenesteoversikt.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)
for action in (
    bulk_actions.PublishServices,
    bulk_actions.CheckServices,
    bulk_actions.SetResponsible,
    bulk_actions.UnpublishServices,
):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def catalogue_addresses() -> list[URLPattern]:
    return [
        path("catalogue/", include("tjenesteoversikt.desk.urls")),
        path("catalogue-files/", include("tjenesteoversikt.urls")),
    ]


@hooks.register("register_log_actions")
def answers(actions: LogActionRegistry) -> None:
    actions.register_action(
        "tjenesteoversikt.approve", _("Approve"), _("Approved the owner's text")
    )
    actions.register_action(
        "tjenesteoversikt.decline", _("Decline"), _("Declined the owner's text")
    )


@hooks.register("before_delete_snippet")
def keep_what_is_borrowed(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """A service that others show is not deleted; the owner learns who they are."""
    services: list[Any] = [row for row in instances if isinstance(row, Service)]
    borrowers = borrowers_in_words(services)
    if not borrowers:
        return None
    messages.error(
        request,
        _(
            "It is not deleted, since these municipalities show it: %(names)s. "
            "Unpublish it instead: then it is gone everywhere at once, and they are told."
        )
        % {"names": borrowers},
    )
    if len(services) == 1:
        return redirect(
            reverse(Service.snippet_viewset.get_url_name("edit"), args=[services[0].pk])
        )
    return redirect(reverse(Service.snippet_viewset.get_url_name("list")))


@hooks.register("register_snippet_action_menu_item")
def checked_today(model: type[Model]) -> CheckedMenuItem | None:
    return CheckedMenuItem(order=35) if model is Service else None


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_of_look_alikes(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, Service):
        tell_look_alikes(request, instance)


class FilesMenuItem(MenuItem):
    """Shown to those who publish services somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sites_where(request.user, "tjenesteoversikt.publish_service").exists()


@hooks.register("register_admin_menu_item")
def files_menu_item() -> MenuItem:
    place = reverse("catalogue_files:begin")
    return FilesMenuItem(_("Import and export"), place, icon_name="download", order=210)
