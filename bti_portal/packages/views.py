"""Lending a guide, and taking in one that another municipality lends. For coordinators.

A site where the user is not the coordinator answers 404.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from bti_portal.accounts.sites import sites_where
from bti_portal.exchange.archive import LARGEST_ARCHIVE, MEGABYTE
from bti_portal.exchange.documents import Fault, Faults
from bti_portal.exchange.plan import PlanChanged, Refused
from bti_portal.packages import receiving
from bti_portal.packages.lending import Lending
from bti_portal.packages.lent_guides import guides_of
from bti_portal.packages.models import ReceivedPackage
from bti_portal.packages.report import Kind, Report
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.site_admin import OwnSiteView
from handlingsveileder.models import GuidePage

MAY = "packages.add_receivedpackage"
PAGES = {
    "lend": gettext_lazy("Lend a guide"),
    "receive": gettext_lazy("Take in a guide"),
    "waiting": gettext_lazy("Changes to decide on"),
    "own": gettext_lazy("What you have changed"),
}
HEADINGS = {
    Kind.CONFLICT: gettext_lazy("Changed on both sides: wait for your choice"),
    Kind.UPDATE: gettext_lazy("Changed in the package: follow, since you have not edited them"),
    Kind.CREATE: pgettext_lazy("texts", "New"),
    Kind.LEFT: gettext_lazy("Left as you have them"),
    Kind.DELETED: gettext_lazy("Deleted by you: stay deleted"),
    Kind.UNCHANGED: gettext_lazy("Unchanged"),
}
UNREADABLE = 422
RUNS_SHOWN = 20
FAULTS_SHOWN = 100


class LendingPage(OwnSiteView):
    """A page about what one of the user's own sites lends and borrows."""

    namespace = "lending"
    pages = PAGES
    header_icon = "copy"
    permissions = (MAY,)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"site_id": self.site.pk}

    def back(self, name: str = "") -> HttpResponse:
        """To a page of the same site, after something was done."""
        return redirect(self.address(name))

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**kwargs))


class BeginView(View):
    """Leads to the first of the user's sites."""

    def get(self, request: HttpRequest) -> HttpResponse:
        site = sites_where(request.user, MAY).order_by("pk").first()
        if site is None:
            raise Http404
        return redirect("lending:lend", site.pk)


class LendView(LendingPage):
    """The published guides, each as a package to download."""

    name = "lend"
    template_name = "packages/lend.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["guides"] = [
            {
                "page": guide.page,
                "forms": [ENDONYMS.get(code, code) for code in guide.languages],
                "url": reverse("lending:package", args=[self.site.pk, guide.page.pk]),
            }
            for guide in guides_of(self.site)
        ]
        return context


class PackageView(LendView):
    """One guide as a file; what keeps it from being lent is told on the page."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        found = [g for g in guides_of(self.site) if g.page.pk == self.kwargs["page_id"]]
        if not found:
            raise Http404
        guide: GuidePage = found[0].page
        try:
            content = Lending(guide, self.site).as_zip()
        except (Faults, Refused) as fault:
            context = self.get_context_data(refused=guide, faults=told(fault))
            return self.render_to_response(context, status=UNREADABLE)
        response = HttpResponse(content, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{guide.slug}.zip"'
        return response


def told(fault: Faults | Refused) -> list[Fault]:
    """What is wrong, each with its file and line where there is one."""
    if isinstance(fault, Faults):
        return list(fault.faults[:FAULTS_SHOWN])
    return [Fault("", 0, str(fault))]


class UploadForm(forms.Form):
    """A package."""

    file = forms.FileField(
        label=gettext_lazy("Package"),
        help_text=gettext_lazy(
            "The file that the other municipality has downloaded. It ends in .zip."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_ARCHIVE:
            words = _("The package is too large. At most %(n)s MB are read.")
            raise forms.ValidationError(words % {"n": LARGEST_ARCHIVE // MEGABYTE})
        return file


class ReceiveView(LendingPage):
    """Where a package comes in, and what has come in before."""

    name = "receive"
    template_name = "packages/receive.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", UploadForm())
        rows = ReceivedPackage.objects.filter(site=self.site, written_at__isnull=False)
        context["received"] = [
            (row, _title(row)) for row in rows.select_related("user").defer("content")[:RUNS_SHOWN]
        ]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the package, and show what it would do."""
        form = UploadForm(request.POST, request.FILES)
        faults: list[Fault] = []
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                row = receiving.receive(self.site, request.user, file.name, file.read())
            except (Faults, Refused) as fault:
                faults = told(fault)
            else:
                return redirect("lending:plan", self.site.pk, row.pk)
        context = self.get_context_data(form=form, faults=faults)
        return self.render_to_response(context, status=UNREADABLE)


def _title(row: ReceivedPackage) -> str:
    words: str = getattr(row, f"title_{get_language()}", "") or row.title_nb or row.title_nn
    return words


class PlanView(LendingPage):
    """What a package would do, or has done."""

    name = "receive"
    template_name = "packages/plan.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = ReceivedPackage.objects.filter(site=self.site)
        self.row = get_object_or_404(rows, pk=kwargs["received_id"])

    def get_page_title(self) -> str:
        return _title(self.row)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except (Faults, Refused) as fault:
            return self._refused(fault)

    def _refused(self, fault: Faults | Refused) -> HttpResponse:
        """To where packages come in, with what is wrong with this one by now."""
        for wrong in told(fault):
            messages.error(
                self.request, wrong.message if isinstance(fault, Refused) else str(wrong)
            )
        return self.back("receive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["row"] = self.row
        if self.row.written_at:
            context["groups"] = [
                (HEADINGS[Kind(kind)], count, [])
                for kind, count in self.row.counts.items()
                if count
            ]
            return context
        plan = receiving.plan_of(self.row)
        report, context["own_guide"] = plan.report, _in_own_form(plan.own_guides)
        context["report"] = report
        context["groups"] = _groups(report)
        context["renamed"] = [
            (title, ENDONYMS.get(code, code), slug) for title, code, slug in report.renamed
        ]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the plan that was shown, or show the plan of the other way to take it in."""
        if "joins" in request.POST and not self.row.written_at:
            self.row.joins_own = request.POST["joins"] == "own"
            self.row.save(update_fields=["joins_own"])
            return redirect("lending:plan", self.site.pk, self.row.pk)
        try:
            report = receiving.write(
                self.row, request.POST.get("plan", ""), publishes="publishes" in request.POST
            )
        except PlanChanged:
            messages.warning(
                request, _("The pages have changed since the plan was shown. Look at it once more.")
            )
            return redirect("lending:plan", self.site.pk, self.row.pk)
        except (Faults, Refused) as fault:
            return self._refused(fault)
        messages.success(request, _("The guide is taken in."))
        return self.back("waiting" if report.of(Kind.CONFLICT) else "receive")


def _in_own_form(guides: list[GuidePage]) -> GuidePage | None:
    """Of the forms of a guide, that of the reader if there is one."""
    language = get_language()
    guides = sorted(guides, key=lambda guide: guide.locale.language_code != language)
    return guides[0] if guides else None


def _groups(report: Report) -> list[tuple[Any, int, list[Any]]]:
    """What happens, by kind, each with its objects in each form."""
    found = []
    for kind, heading in HEADINGS.items():
        happenings = report.of(kind)
        if happenings:
            rows = [(h, ENDONYMS.get(h.language, ""), len(h.places)) for h in happenings]
            found.append((heading, len(happenings), rows))
    return found
