from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from tjenesteoversikt.models import Service
from tjenesteoversikt.sharing import borrowers_in_words
from tjenesteoversikt.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)


@hooks.register("register_admin_urls")
def catalogue_addresses() -> list[URLPattern]:
    return [path("catalogue/", include("tjenesteoversikt.desk.urls"))]


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
