"""From a file to the catalogue in the admin: upload, columns, plan, and the way back.

Each run belongs to one site. People who do not work there get 404, those who do not publish
services there 403.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bti_portal.accounts.sites import site_ids_of, sites_where
from bti_portal.exchange.plan import PlanChanged, Refused, apply_in_one_transaction
from tjenesteoversikt.imports.apply import (
    remember_columns,
    undo_run,
    undoable,
    wait_for_others,
    write_plan,
)
from tjenesteoversikt.imports.columns import Headings, form_of, heading_row_of
from tjenesteoversikt.imports.forms import ColumnsForm, UploadForm, list_named
from tjenesteoversikt.imports.plan import plan_of
from tjenesteoversikt.imports.readers import MOST_ROWS, Table
from tjenesteoversikt.imports.world import primary_language
from tjenesteoversikt.models import ColumnMapping, ImportRun

MAY = "tjenesteoversikt.publish_service"
TITLE = gettext_lazy("Import and export")
RUNS_SHOWN = 20
# A plan of thousands is told by numbers and its first rows.
ROWS_SHOWN = 200
UNREADABLE = 422


class ExchangeMixin(WagtailAdminTemplateMixin):
    """A page about one site's files."""

    header_icon = "download"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.sites = list(sites_where(request.user, MAY).select_related("root_page__locale"))
        if not self.sites:
            raise PermissionDenied

    def site_of(self, site_id: int) -> Any:
        found = next((site for site in self.sites if site.pk == site_id), None)
        if found is None:
            raise PermissionDenied if site_id in site_ids_of(self.request.user) else Http404
        return found

    def run_of(self, pk: int) -> ImportRun:
        run = get_object_or_404(
            ImportRun.objects.select_related("mapping", "user", "undone_by"),
            pk=pk,
            site__in=site_ids_of(self.request.user),
        )
        run.site = self.site_of(run.site_id)
        return run

    def get_page_title(self) -> str:
        return str(TITLE)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class BeginView(ExchangeMixin, View):
    """Leads to the first of the user's sites."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("catalogue_files:site", self.sites[0].pk)


class SiteView(ExchangeMixin, TemplateView):
    """Where files come in and go out, and what has come in before."""

    template_name = "tjenesteoversikt/imports/site.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = self.site_of(kwargs["site_id"])
        names = ColumnMapping.objects.filter(site=self.site, runs__applied_at__isnull=False)
        self.lists = list(names.order_by("-runs__pk").values_list("name", flat=True))
        self.lists = list(dict.fromkeys(self.lists))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", UploadForm(lists=self.lists))
        context["site"] = self.site
        context["others"] = [site for site in self.sites if site != self.site]
        runs = ImportRun.objects.filter(site=self.site, applied_at__isnull=False)
        context["runs"] = runs.select_related("user", "mapping").defer("undo")[:RUNS_SHOWN]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, lists=self.lists)
        if form.is_valid():
            try:
                run = self._begin(form)
            except Refused as fault:
                form.add_error("file", str(fault))
            else:
                return redirect("catalogue_files:columns", run.pk)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=UNREADABLE)

    def _begin(self, form: UploadForm) -> ImportRun:
        headings = Headings.in_language(primary_language(self.site))
        found = [(heading_row_of(table.rows, headings), table) for table in form.tables]
        (heading_row, _score), table = max(found, key=lambda pair: pair[0][1])
        below = table.below(heading_row)
        if not below:
            raise Refused(_("There are no rows below the headings in row %s.") % heading_row)
        if len(below) > MOST_ROWS:
            raise Refused(_("The file has more than %s rows. Divide it.") % MOST_ROWS)
        table.check_merges(heading_row)
        mapping = list_named(self.site.pk, form.cleaned_data["name"])
        guessed = guess_columns(table.headings(heading_row), mapping)
        # What the same person left half way is not needed any more.
        ImportRun.objects.filter(
            site=self.site, user=self.request.user, applied_at__isnull=True
        ).delete()
        return ImportRun.objects.create(
            site=self.site,
            user=self.request.user,
            mapping=mapping,
            file_name=form.cleaned_data["file"].name[:200],
            table=table.as_json(),
            heading_row=heading_row,
            columns={str(place): key for place, key in guessed.items()},
        )


def guess_columns(headings: list[str], mapping: ColumnMapping) -> dict[int, str]:
    """What each column means: as last time for this list, or by its heading."""
    form = form_of(headings, primary_language(mapping.site))
    return Headings.in_language(form).guess(headings, mapping.columns)


class RunMixin(ExchangeMixin):
    """A page about one run."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run = self.run_of(kwargs["pk"])

    def get_page_title(self) -> str:
        return self.run.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        place = {"url": reverse("catalogue_files:site", args=[self.run.site_id]), "label": TITLE}
        return [*self.breadcrumbs_items, place, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"run": self.run}


class ColumnsView(RunMixin, TemplateView):
    """What the columns of the file mean."""

    template_name = "tjenesteoversikt/imports/columns.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.run.applied_at:
            raise Http404
        self.table = Table.from_json(self.run.table)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", ColumnsForm(run=self.run, table=self.table))
        context["table"] = self.table
        context["count"] = len(self.table.below(self.run.heading_row))
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ColumnsForm(request.POST, run=self.run, table=self.table)
        is_valid = form.is_valid()
        row = form.cleaned_data.get("heading_row")
        if row and row != self.run.heading_row:
            # Other headings: the guesses are made again, and asked about again.
            guessed = guess_columns(self.table.headings(row), self.run.mapping)
            self.run.heading_row = row
            self.run.columns = {str(place): key for place, key in guessed.items()}
            self.run.save(update_fields=["heading_row", "columns"])
            return redirect("catalogue_files:columns", self.run.pk)
        if not is_valid:
            return self.render_to_response(self.get_context_data(form=form), status=UNREADABLE)
        self.run.columns = form.chosen()
        self.run.does_erase = form.cleaned_data["does_erase"]
        self.run.does_retire = form.cleaned_data["does_retire"]
        self.run.save(update_fields=["columns", "does_erase", "does_retire"])
        return redirect("catalogue_files:run", self.run.pk)


class RunView(RunMixin, TemplateView):
    """The plan of a run, or what it did."""

    template_name = "tjenesteoversikt/imports/plan.html"

    def get_template_names(self) -> list[str]:
        return (
            ["tjenesteoversikt/imports/done.html"] if self.run.applied_at else [self.template_name]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.run.applied_at:
            context["plan"] = plan_of(self.run, Table.from_json(self.run.table))
            context["shown"] = ROWS_SHOWN
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the plan that was shown."""
        if self.run.applied_at:
            return redirect("catalogue_files:run", self.run.pk)
        table = Table.from_json(self.run.table)

        def make() -> Any:
            wait_for_others(self.run)
            return plan_of(self.run, table)

        def write(plan: Any) -> None:
            remember_columns(self.run, table)
            write_plan(self.run, plan, request.user)

        try:
            apply_in_one_transaction(make, request.POST.get("plan", ""), write)
        except PlanChanged:
            messages.warning(
                request,
                _("The catalogue has changed since the plan was shown. Look at it once more."),
            )
        except Refused:
            messages.error(request, _("Nothing was imported. Correct the rows below first."))
        else:
            messages.success(request, _("The file was imported."))
        return redirect("catalogue_files:run", self.run.pk)


class UndoView(RunMixin, TemplateView):
    """Taking back what a run did."""

    template_name = "tjenesteoversikt/imports/undo.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.run.can_be_undone:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kept, changed = undoable(self.run)
        return context | {"kept": len(kept), "changed": changed}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            undo_run(self.run, request.user)
        except PlanChanged:
            messages.warning(request, _("Somebody else has undone the import already."))
        else:
            messages.success(request, _("The import was undone."))
        return redirect("catalogue_files:run", self.run.pk)
