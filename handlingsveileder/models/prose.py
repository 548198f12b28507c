"""What the page types of the guide have in common."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Revision

from bti_portal.shell.pages import PortalPage
from handlingsveileder import citations, publishing
from handlingsveileder.admin_panels import PageLanguagePanel, PreflightPanel
from handlingsveileder.catalogue_links import CatalogueLinks


class ProsePage(RoutablePageMixin, PortalPage):
    """A page whose texts cite rows of the registers and the catalogue, and other pages.

    It may have addresses below its own, each a method with Wagtail's `@path`.
    """

    content_panels = [PreflightPanel(), PageLanguagePanel(), *PortalPage.content_panels]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["catalogue"] = CatalogueLinks(context["shell"])
        citations.fetch(self.pages_shown(), context["catalogue"], context["shell"])
        return context

    def pages_shown(self) -> list[Page]:
        """The pages whose texts stand on this one: itself, and those it shows in whole."""
        return [self]

    def serve(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse] | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        with citations.gathered():
            response = (view or self.index_route)(request, *args, **(kwargs or {}))
            # Rendered here, while what the page cites is at hand.
            return response.render() if hasattr(response, "render") else response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.serve(request)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Every way of publishing ends in a save: what preflight blocks gets no further."""
        if publishing.is_being_published(self, kwargs.get("update_fields")):
            publishing.check(self)
        return super().save(*args, **kwargs)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's, all or nothing."""
        with transaction.atomic():
            return super().copy(*args, **kwargs)

    def publish(
        self, revision: Revision, *args: Any, log_action: str | bool = True, **kwargs: Any
    ) -> Any:
        """As Wagtail's, all or nothing. What the schedule cannot publish is told, not raised.

        Raises:
            PublishRefused: preflight blocks the page.
        """
        try:
            with transaction.atomic():
                return super().publish(revision, *args, log_action=log_action, **kwargs)
        except publishing.PublishRefused as refused:
            if log_action != publishing.SCHEDULED:
                raise
            publishing.give_up_schedule(refused, revision)
            return None
