"""What of a municipality's site the criteria of the grant are read from."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet

from bti_portal.shell.outline import Outline, OutlinePage
from handlingsveileder import model_map
from handlingsveileder.models import GuidePage, StepPage
from tjenesteoversikt.models import Publication


class Grounds:
    """The published pages of a site in its first language, its model and its catalogue.

    Each part is read once, when first asked for.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.site = outline.site
        self.language = outline.languages[0] if outline.languages else ""

    def of_type(self, label: str) -> list[OutlinePage]:
        """The pages of a type, as in `handlingsveileder.GuidePage`."""
        return [
            page
            for page in self.outline.pages
            if page.model._meta.label == label and page.language == self.language
        ]

    def address(self, page: OutlinePage) -> str:
        """The full address, so that it can stand on paper."""
        return self.site.root_url + page.url

    @cached_property
    def model(self) -> model_map.ModelMap:
        return model_map.read(self.outline, self.language)

    @cached_property
    def map_page(self) -> OutlinePage | None:
        return self.outline.first("handlingsveileder.ModelMapPage", self.language)

    @cached_property
    def catalogue(self) -> OutlinePage | None:
        return self.outline.first("tjenesteoversikt.ServiceIndexPage", self.language)

    @cached_property
    def guides(self) -> list[tuple[OutlinePage, GuidePage]]:
        """The guides that everybody may read: one for all, or one for each service."""
        pages = self.of_type("handlingsveileder.GuidePage")
        rows = GuidePage.objects.in_bulk([page.pk for page in pages])
        return [
            (page, rows[page.pk])
            for page in pages
            if page.pk in rows and not self.outline.is_restricted(page.path)
        ]

    @cached_property
    def levels(self) -> int:
        return len(self.of_type("handlingsveileder.LevelPage"))

    @cached_property
    def steps(self) -> list[StepPage]:
        pks = [page.pk for page in self.of_type("handlingsveileder.StepPage")]
        return list(StepPage.objects.filter(pk__in=pks).order_by("path"))

    @cached_property
    def services(self) -> int:
        """How many services readers find in the catalogue."""
        return self._shown.count()

    @cached_property
    def unchecked_services(self) -> int:
        return self._shown.filter(service__checked_on=None).count()

    @property
    def _shown(self) -> QuerySet[Publication]:
        return Publication.objects.filter(site=self.site, is_visible=True, service__live=True)
