"""The mapping as a page, a workbook and a document, and the button that keeps its numbers."""

from abc import ABC, abstractmethod
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Site

from bti_portal.printing import pdf
from bti_portal.reports.gaps import LEVELS, TOGETHER, Wish
from bti_portal.reports.mapping import Choice, Mapping
from bti_portal.reports.mapping_paper import document
from bti_portal.reports.mapping_workbook import workbook
from bti_portal.reports.models import GapSnapshot
from bti_portal.reports.snapshots import month_of, snapshots_of, take
from bti_portal.reports.views import SiteReport
from bti_portal.shell.languages import ENDONYMS
from tjenesteoversikt.questions import ACCESS, AUDIENCES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The word in addresses for the one table in which levels are not told apart.
ONE_TABLE = "together"


class MappingForm(forms.Form):
    """What to count, and what to compare with."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    access = forms.ChoiceField(label=gettext_lazy("Referral"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Compare with"), required=False)

    def __init__(self, data: QueryDict, mapping: Mapping, kept: list[GapSnapshot]) -> None:
        super().__init__(data)
        levels = [level for level in LEVELS if level in mapping.levels]
        self.fields["level"].choices = [
            ("", _("All levels, a table for each")),
            (ONE_TABLE, mapping.name_of_level(TOGETHER)),
            *((level, mapping.name_of_level(level)) for level in levels),
        ]
        self.fields["access"].choices = [
            ("", _("With and without referral")),
            *((answer.value, answer.label) for answer in ACCESS),
        ]
        self.fields["audience"].choices = [
            ("", _("Everybody")),
            *((word, label) for word, (_who, label) in AUDIENCES.items()),
        ]
        self.fields["since"].choices = [
            ("", _("Nothing")),
            *((str(row), date_format(row.month, "F Y")) for row in kept),
        ]

    def choice(self, site: Site) -> Choice:
        """What was chosen; what does not exist is left out."""
        self.is_valid()
        chosen = self.cleaned_data
        level = chosen.get("level")
        levels = (TOGETHER,) if level == ONE_TABLE else (level,) if level else ()
        since = None
        if month := chosen.get("since"):
            since = GapSnapshot.objects.filter(site=site, month=f"{month}-01").first()
        wish = Wish(chosen.get("access", ""), chosen.get("audience", ""))
        return Choice(wish, levels, since)


class MappingView(SiteReport):
    """How many services there are for each level, age and theme."""

    name = "mapping"
    permissions = ("tjenesteoversikt.view_service",)
    changing = ("reports.add_gapsnapshot",)
    header_icon = "table"
    template_name = "reports/mapping.html"

    def _chosen(self) -> tuple[MappingForm, Mapping]:
        kept = list(snapshots_of(self.site))
        form = MappingForm(self.request.GET, Mapping(self.request, self.site), kept)
        return form, Mapping(self.request, self.site, form.choice(self.site))

    def _query(self, form: MappingForm) -> str:
        """What was chosen, for the addresses of its files."""
        return urlencode([(name, word) for name, word in form.cleaned_data.items() if word])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, mapping = self._chosen()
        kept = list(snapshots_of(self.site))
        month = month_of(timezone.localdate())
        forms_of_norwegian = sorted(ENDONYMS.items(), key=lambda pair: pair[0] != mapping.primary)
        context |= {
            "form": form,
            "mapping": mapping,
            "query": self._query(form),
            "snapshots": kept,
            "of_this_month": next((row for row in kept if row.month == month), None),
            "forms_of_norwegian": forms_of_norwegian,
            "can_print": pdf.is_available(),
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the numbers of now, instead of those kept earlier this month."""
        snapshot, _kept = take(self.site, anew=True)
        month = date_format(snapshot.month, "F Y")
        messages.success(request, _("The numbers of %(month)s were kept.") % {"month": month})
        return redirect(self._here())

    def _here(self) -> str:
        query = self.request.GET.urlencode()
        return f"{self.address('mapping')}?{query}" if query else self.address("mapping")


class MappingFileView(ABC, MappingView):
    """The same as a file, in the form of Norwegian that was asked for."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = [request.GET.get("form"), self.site.root_page.locale.language_code]
        language = next((code for code in asked if code in ENDONYMS), next(iter(ENDONYMS)))
        with translation.override(language):
            form, mapping = self._chosen()
            if form.errors:
                # The page says what is wrong, beside the field.
                return redirect(self._here())
            return self.file(mapping)

    @abstractmethod
    def file(self, mapping: Mapping) -> HttpResponse:
        """The file itself."""

    def answer(self, mapping: Mapping, content: bytes, kind: str, ending: str) -> HttpResponse:
        """A file to keep, named by what it is."""
        name = f"{_('Mapping of services')} {mapping.municipality} {mapping.today:%Y-%m-%d}"
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = content_disposition_header(
            True, f"{name.replace('/', ' ')}.{ending}"
        )
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class MappingWorkbookView(MappingFileView):
    """A workbook with a sheet for each level."""

    def file(self, mapping: Mapping) -> HttpResponse:
        return self.answer(mapping, workbook(mapping), XLSX, "xlsx")


class MappingPaperView(MappingFileView):
    """A tagged PDF for the committee."""

    def file(self, mapping: Mapping) -> HttpResponse:
        here = self.request.build_absolute_uri(self._here())
        try:
            return self.answer(mapping, document(mapping, here), "application/pdf", "pdf")
        except pdf.NotAvailable:
            words = _("PDF cannot be made here. Print this page from the browser instead.")
        except pdf.Busy:
            words = _("Others are waiting for a PDF too. Try again in a moment.")
        except pdf.TooLarge:
            words = _("The document is too large. Choose one level at a time.")
        messages.error(self.request, words)
        return redirect(self._here())
