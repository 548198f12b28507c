"""What the page types of the guide have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from bti_portal.shell.pages import PortalPage
from handlingsveileder import citations
from handlingsveileder.catalogue_links import CatalogueLinks


class ProsePage(PortalPage):
    """A page whose texts cite rows of the registers and the catalogue, and other pages."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["catalogue"] = CatalogueLinks(context["shell"])
        citations.fetch(self.pages_shown(), context["catalogue"])
        return context

    def pages_shown(self) -> list[Page]:
        """The pages whose texts stand on this one: itself, and those it shows in whole."""
        return [self]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with citations.gathered():
            response = super().serve(request, *args, **kwargs)
            # Rendered here, while what the page cites is at hand.
            return response.render() if hasattr(response, "render") else response
