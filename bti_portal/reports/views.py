"""Reports for one municipality. A site the user does not work for answers 404."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Site

from bti_portal.accounts.guard import policy_of
from bti_portal.accounts.sent_keys import primary_key
from bti_portal.accounts.sites import own_pages, site_ids_of, sites_of
from bti_portal.registers.models import LegalReference, ModelElement
from bti_portal.reports import law_radar
from bti_portal.reports.forms import EvidenceForm
from bti_portal.reports.grant import checklist
from bti_portal.reports.model_report import report_on
from bti_portal.reports.models import GrantEvidence
from bti_portal.shell.outline import outline_of
from bti_portal.shell.site_admin import OwnSiteView

REPORTS = {
    "model_report": _("The model"),
    "mapping": _("Mapping"),
    "grant_checklist": _("Grant checklist"),
    "law_radar": _("Stale law"),
    "language_check": _("Language check"),
    "due": _("Due for review"),
    "hand_over": _("Hand over"),
    "go_live": _("Before you open"),
    "people": _("People and roles"),
}
ON_A_PAGE = 50


class SiteReport(OwnSiteView):
    """A report on one of the user's own sites."""

    namespace = "reports"
    pages = REPORTS


class ModelReportView(SiteReport):
    """The model on three levels, with its empty cells."""

    name = "model_report"
    permissions = ("registers.view_modelelement",)
    header_icon = "table"
    template_name = "reports/model.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["report"] = report_on(outline_of(self.site, self.request))
        context["may_add"] = policy_of(ModelElement).user_has_permission(self.request.user, "add")
        return context


class GrantChecklistView(SiteReport):
    """The criteria of the grant letter, and a place to lay addresses beside them."""

    name = "grant_checklist"
    permissions = ("reports.view_grantevidence",)
    changing = ("reports.change_grantevidence",)
    header_icon = "clipboard-list"
    template_name = "reports/grant.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sent: EvidenceForm | None = kwargs.get("form")
        chosen = sent.data.get("criterion") if sent else None
        context["criteria"] = [
            (
                criterion,
                sent
                if criterion.key == chosen
                else EvidenceForm(
                    initial={"criterion": criterion.key}, auto_id=f"{criterion.key}-%s"
                ),
            )
            for criterion in checklist(outline_of(self.site, self.request))
        ]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lay an address beside a criterion, or take one away."""
        if "remove" in request.POST:
            pk = primary_key(request.POST["remove"])
            row = get_object_or_404(GrantEvidence, site=self.site, pk=pk)
            row.delete()
            messages.success(request, _("The address was taken away."))
            return self._back_to(row.criterion)
        criterion = request.POST.get("criterion", "")
        if criterion not in GrantEvidence.Criterion.values:
            raise Http404
        row = GrantEvidence(site=self.site)
        form = EvidenceForm(request.POST, instance=row, auto_id=f"{criterion}-%s")
        if not form.is_valid():
            messages.error(request, _("The address was not saved. See what is wrong below."))
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, _("The address was saved."))
        return self._back_to(criterion)

    def _back_to(self, criterion: str) -> HttpResponse:
        return redirect(f"{reverse(f'reports:{self.name}', args=[self.site.pk])}#{criterion}")


class LawRadarView(SiteReport):
    """The laws that the site cites, and the paragraphs that stand in its texts."""

    name = "law_radar"
    permissions = ("registers.change_legalreference",)
    header_icon = "openquote"
    template_name = "reports/law_radar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["cited"] = law_radar.cited_laws(self.site)
        context["stale"] = sum(cited.standing.is_stale for cited in context["cited"])
        findings = Paginator(law_radar.typed_references(self.site), ON_A_PAGE)
        context["findings"] = findings.get_page(self.request.GET.get("p"))
        return context


class CitedLawView(WagtailAdminTemplateMixin, TemplateView):
    """Where one law is cited, on all of the user's own sites."""

    header_icon = "openquote"
    template_name = "reports/cited_law.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = policy_of(LegalReference).visible_to(request.user).select_related("replaced_by")
        self.law = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.law)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        cited = cited_by(self.request, self.law)
        context["cited"] = cited
        pages = Paginator(cited.pages, ON_A_PAGE).get_page(self.request.GET.get("p"))
        context["pages"] = pages
        context["places"] = self._places(pages)
        return context

    def _places(self, pages: Iterable[Page]) -> list[tuple[Page, str]]:
        """Each page with the site it stands on, if there are several to choose among."""
        names = {site.pk: site.site_name for site in sites_of(self.request.user)}
        roots = [root for root in Site.get_site_root_paths() if root.site_id in names]
        if len(names) < 2:
            return [(page, "") for page in pages]
        return [
            (
                page,
                next(
                    (names[r.site_id] for r in roots if page.url_path.startswith(r.root_path)), ""
                ),
            )
            for page in pages
        ]


def cited_by(request: HttpRequest, law: LegalReference) -> law_radar.CitedLaw:
    """Where `law` is cited on the sites of the one who asks."""
    pages = own_pages(request.user, Page.objects.select_related("locale"))
    [found] = law_radar.citations([law], pages, site_ids_of(request.user))
    return found
