"""The preflight of a whole guide on one page of the admin."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision

from handlingsveileder import preflight
from handlingsveileder.models import DecisionTreePage, GuidePage, ToolPage
from handlingsveileder.preflight import Finding, Severity
from handlingsveileder.stored_values import citations_of
from handlingsveileder.version_admin import may_go


@dataclass(frozen=True)
class CheckedPage:
    """A page with what is wrong with it."""

    page: Page
    findings: list[Finding]
    depth: int = 0

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


@dataclass(frozen=True)
class Report:
    """A guide's pages in order, and the pages it leans on."""

    guide: Page
    on_the_ladder: list[CheckedPage]
    beside_it: list[CheckedPage]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        found = [
            finding for row in (*self.on_the_ladder, *self.beside_it) for finding in row.findings
        ]
        return {
            severity.value: sum(finding.rule.severity is severity for finding in found)
            for severity in Severity
        }


def report_on(guide: GuidePage) -> Report:
    """Check the guide, its levels and steps, its way out, its tools and the site's decision trees."""
    ladder = list(_as_edited(guide.get_descendants(inclusive=True).specific()))
    beside = list(_as_edited(_leaned_on(guide, ladder)))
    found = preflight.findings_of_all([*ladder, *beside])
    return Report(
        guide,
        [CheckedPage(page, found[page.pk], page.depth - guide.depth) for page in ladder],
        [CheckedPage(page, found[page.pk]) for page in beside],
    )


def _leaned_on(guide: GuidePage, ladder: list[Page]) -> Iterable[Page]:
    cited = {c.pk for page in ladder for c in citations_of(page) if issubclass(c.model, Page)}
    tools = ToolPage.objects.filter(pk__in=cited)
    trees = DecisionTreePage.objects.sibling_of(guide)
    wanted = {guide.violence_exit_id, *tools.values_list("pk", flat=True)}
    wanted |= set(trees.values_list("pk", flat=True))
    on_the_ladder = {page.pk for page in ladder}
    return Page.objects.filter(pk__in=wanted - on_the_ladder - {None}).order_by("path").specific()


def _as_edited(pages: Iterable[Page]) -> Iterator[Page]:
    """Each page as it stands in its editor: its newest draft, if that is not published."""
    pages = list(pages)
    drafts = {page.latest_revision_id for page in pages if page.has_unpublished_changes}
    revisions = Revision.objects.in_bulk(drafts - {None})
    for page in pages:
        revision = revisions.get(page.latest_revision_id)
        yield page.with_content_json(revision.content) if revision else page


class GuidePreflightView(WagtailAdminTemplateMixin, TemplateView):
    """For those who may edit the guide; to others it does not exist."""

    template_name = "handlingsveileder/admin/guide_preflight.html"
    page_title = _("Preflight")
    header_icon = "check"

    @cached_property
    def guide(self) -> GuidePage:
        guide = GuidePage.objects.filter(pk=self.kwargs["page_id"]).first()
        if guide is None or not guide.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return guide

    def get_page_subtitle(self) -> str:
        return self.guide.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        explore = reverse("wagtailadmin_explore", args=[self.guide.pk])
        return [
            *self.breadcrumbs_items,
            {"url": explore, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": ""},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = self.guide.versions.defer("document").select_related("guide")
        versions = [(version, may_go(version)) for version in kept]
        return super().get_context_data(report=report_on(self.guide), versions=versions, **kwargs)
