"""What a coordinator is asked on the way from a file to the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bti_portal.exchange.plan import Refused
from tjenesteoversikt.imports.columns import BY_KEY, COLUMNS, simple
from tjenesteoversikt.imports.readers import LARGEST_FILE, Table, letter, read_tables, too_large
from tjenesteoversikt.models import ColumnMapping, ImportRun

SAMPLES = 3


class UploadForm(forms.Form):
    """A file, and which of the municipality's lists it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx) or CSV, at most 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        allow_empty_file=True,
    )
    name = forms.CharField(
        label=_("Name of the list"),
        max_length=80,
        help_text=_(
            "Where the file comes from. What the columns mean is remembered for the name, and so "
            "is what came in it before."
        ),
    )

    def __init__(self, *args: Any, lists: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lists = lists
        self.fields["name"].widget.attrs["list"] = "imported-lists"
        self.fields["name"].initial = lists[0] if lists else _("The service list")
        self.tables: list[Table] = []

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(too_large())
        try:
            self.tables = read_tables(file.read(), file.name)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from fault
        return file


class ColumnsForm(forms.Form):
    """What each column of a file means, and what the import may do."""

    heading_row = forms.IntegerField(label=_("The headings stand in row"), min_value=1)
    does_retire = forms.BooleanField(
        label=_("Take away services that came from this list before and are not in the file"),
        help_text=_("They are unpublished, not deleted."),
        required=False,
    )
    does_erase = forms.BooleanField(
        label=_("Empty cells erase"),
        help_text=_("If not, an empty cell leaves what stands in the catalogue."),
        required=False,
    )

    def __init__(self, *args: Any, run: ImportRun, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run, self.table = run, table
        language = get_language() or "nb"
        choices = [("", _("Left out"))]
        choices += [(column.key, column.heading(language)) for column in COLUMNS]
        self.headings = table.headings(run.heading_row)
        below = table.below(run.heading_row)
        for name in ("heading_row", "does_retire", "does_erase"):
            self.fields[name].initial = getattr(run, name)
        self.columns: list[tuple[str, str, list[str]]] = []
        width = max((len(cells) for _number, cells in table.rows), default=0)
        for place in range(width):
            said = self.headings[place] if place < len(self.headings) else ""
            samples = [cells[place] for _n, cells in below if place < len(cells) and cells[place]]
            if not said and not samples:
                continue
            name = f"column-{place}"
            self.fields[name] = forms.ChoiceField(
                label=f"{said or letter(place)}",
                choices=choices,
                required=False,
                initial=run.columns.get(str(place), ""),
            )
            shown = [text if len(text) <= 60 else f"{text[:60]} …" for text in samples[:SAMPLES]]
            self.columns.append((name, letter(place), shown))

    @property
    def rows(self) -> list[tuple[forms.BoundField, str, list[str]]]:
        """Each column of the file with its field, its letter and some of its cells."""
        return [(self[name], column, samples) for name, column, samples in self.columns]

    def clean_heading_row(self) -> int:
        row = self.cleaned_data["heading_row"]
        if not self.table.headings(row):
            raise forms.ValidationError(_("There is nothing in that row of the file."))
        try:
            self.table.check_merges(row)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from fault
        return row

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen: dict[str, str] = {}
        for name, _column, _samples in self.columns:
            key = cleaned.get(name, "")
            if key and key in seen:
                self.add_error(name, _("Two columns of the file cannot mean the same."))
            seen[key] = name
        if not self.errors and not {"name_nn", "name_nb"} & set(seen):
            self.add_error(None, _("Say which column holds the name of the service."))
        return cleaned

    def chosen(self) -> dict[str, str]:
        """The key of each column, by its place in the file."""
        return {
            name.removeprefix("column-"): self.cleaned_data[name]
            for name, _column, _samples in self.columns
            if self.cleaned_data[name] in BY_KEY
        }


def list_named(site_id: int, name: str) -> ColumnMapping:
    """A municipality's list of a name, whatever its case; a new one if there is none."""
    wanted = simple(name)
    for mapping in ColumnMapping.objects.filter(site_id=site_id):
        if simple(mapping.name) == wanted:
            return mapping
    return ColumnMapping.objects.create(site_id=site_id, name=name.strip())
