"""The catalogue as files to download, for those who publish services on the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View
from wagtail.models import Site

from tjenesteoversikt.exports.package import package_of
from tjenesteoversikt.exports.tabular import as_csv, as_xlsx, table_of
from tjenesteoversikt.exports.template import template_for
from tjenesteoversikt.imports.views import ExchangeMixin
from tjenesteoversikt.imports.world import key_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# For each ending of a download: how it is made, and what it is.
FILES: dict[str, tuple[Callable[[Site, bool], bytes], str]] = {
    "services.xlsx": (lambda site, all_: as_xlsx(table_of(site, with_borrowed=all_)), XLSX),
    "services.csv": (
        lambda site, all_: as_csv(table_of(site, with_borrowed=all_)),
        "text/csv; charset=utf-8",
    ),
    "template.xlsx": (lambda site, _all: template_for(site), XLSX),
    "package.zip": (lambda site, _all: package_of(site).as_zip(), "application/zip"),
}


class DownloadView(ExchangeMixin, View):
    """One file of a site's catalogue."""

    file = ""

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        site, name = self.site_of(site_id), self.file
        make, content_type = FILES[name]
        answer = HttpResponse(make(site, "all" in request.GET), content_type=content_type)
        day = "" if name.startswith("template") else f"-{timezone.localdate():%Y-%m-%d}"
        stem, _dot, ending = name.partition(".")
        file_name = f"{key_of(site.site_name)}-{stem}{day}.{ending}"
        answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


class PackageView(ExchangeMixin, TemplateView):
    """What a package of the catalogue holds, and what it has no place for."""

    template_name = "tjenesteoversikt/imports/package.html"

    def get_context_data(self, site_id: int, **kwargs: object) -> dict[str, object]:
        site = self.site_of(site_id)
        made = package_of(site)
        services = [name for name in made.files if name.startswith("catalogue/services/")]
        said = {"site": site, "count": len(services), "left_out": made.left_out}
        return super().get_context_data(**kwargs) | said
