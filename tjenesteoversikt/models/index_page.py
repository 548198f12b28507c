"""The catalogue's home in the page tree."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from bti_portal.shell.pages import PortalPage
from tjenesteoversikt import views
from tjenesteoversikt.models.rows import PINNED, Service, address_below_catalogue

FRONT_PAGE_DEPTH = 2


class ServiceIndexPage(RoutablePageMixin, PortalPage):
    """The catalogue's home in the page tree: the list with its filters, and a page for each service."""

    subpage_types: list[str] = []
    max_count_per_parent = 1
    may_be_in_any_language = True

    class Meta:
        verbose_name = _("service catalogue")
        verbose_name_plural = _("service catalogues")

    page_description = _("The list of all services, with filters. One for each language.")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only right below the front page of a site."""
        return super().can_create_at(parent) and parent.depth == FRONT_PAGE_DEPTH

    @path("")
    def service_list(self, request: HttpRequest) -> Any:
        return views.service_list(request, self)

    @path(PINNED)
    def pinned(self, request: HttpRequest) -> Any:
        return views.pinned(request, self)

    @path("<int:pk>-<slug:slug>/")
    def service(self, request: HttpRequest, pk: int, slug: str) -> Any:
        return views.service(request, self, pk, slug)

    def url_of(self, service: Service, request: HttpRequest | None = None) -> str:
        """The address of `service` under this catalogue."""
        return f"{self.get_url(request)}{address_below_catalogue(service)}"
