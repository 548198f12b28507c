"""An empty workbook to fill in: headings, an example, what each column means, and lists to choose from."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from wagtail.models import Site

from tjenesteoversikt.exports.tabular import NARROW, WIDE, columns_written, saved
from tjenesteoversikt.imports import kinds as k
from tjenesteoversikt.imports.columns import IDENTITY, PROVIDER, PROVIDER_TYPE, Column
from tjenesteoversikt.imports.plan import EXAMPLE_KEY
from tjenesteoversikt.imports.world import World
from tjenesteoversikt.models import Service

LAST_ROW = 2_000
# How each kind of cell is written.
RULES = {
    k.SetOf: gettext_lazy("One or several, with a semicolon between."),
    k.Levels: gettext_lazy("Numbers from 0 to 5: 0; 1 or 0–2."),
    k.OneOf: gettext_lazy("One of the words."),
    k.Rows: gettext_lazy("One or several, with a semicolon between."),
    k.YesNo: gettext_lazy("ja or nei; x is ja."),
    k.Date: gettext_lazy("A date: 24.12.2026."),
    k.AgeSpan: gettext_lazy("0–5 år, 6 mnd–3 år, fra 13 år, fra svangerskapet."),
    k.Rich: gettext_lazy("Text. An empty line makes a new paragraph, a line with - a list."),
    k.Words: gettext_lazy("Words with commas between."),
    k.Web: gettext_lazy("A web address."),
    k.Email: gettext_lazy("An e-mail address."),
}
# What is no field of a service, or needs more than the field says.
MEANINGS = {
    IDENTITY: gettext_lazy(
        "Your own number or name for the service. The same key next time changes the same service. "
        "Without it, name and provider are used."
    ),
    PROVIDER: gettext_lazy("Who gives the service. A provider that is new is made."),
    PROVIDER_TYPE: gettext_lazy("What the provider is. Used only for a provider that is new."),
    "age": gettext_lazy("Up to and with: 0–5 år is until the sixth birthday."),
    "live": gettext_lazy("Whether readers see it. A new service is shown if nothing is written."),
}
EXAMPLE = {
    "name_nn": "Open barnehage",
    "name_nb": "Åpen barnehage",
    "summary_nn": "Du og barnet kan møte andre, utan å melde dykk på.",
    "summary_nb": "Du og barnet kan møte andre, uten å melde dere på.",
    "how_to_get_nn": "Kom innom når det passar.",
    "how_to_get_nb": "Kom innom når det passer.",
    "provider": "Barnehagane",
    "age": "0–5 år",
    "levels": "0",
    "phone": "00 00 00 00",
}


def template_for(site: Site) -> bytes:
    """The workbook for one site, in the language of the one who asks."""
    world = World(site)
    columns = columns_written()
    book = Workbook()
    sheet, explained, lists = book.active, book.create_sheet(), book.create_sheet()
    sheet.title, explained.title, lists.title = _("Services"), _("Columns"), _("Lists")
    lists.sheet_state = "hidden"
    allowed = {column.key: _allowed(column, world) for column in columns}
    _fill_in(sheet, columns, allowed, world)
    _explain(explained, columns, allowed, world)
    _choose_from_lists(sheet, lists, columns, allowed)
    return saved(book)


def _allowed(column: Column, world: World) -> list[str]:
    kind = column.kind
    if isinstance(kind, k.Rows):
        rows = {row.pk: row for row in world.tables[kind.fields[0]].rows.values()}
        return [world.name_of(row) for row in rows.values()]
    return kind.allowed(world.language)


def _head(sheet: Worksheet, headings: list[str], widths: list[int]) -> None:
    sheet.append(headings)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        cell = sheet.cell(1, place)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = width


def _fill_in(
    sheet: Worksheet, columns: list[Column], allowed: dict[str, list[str]], world: World
) -> None:
    widths = [WIDE if column.form else NARROW for column in columns]
    _head(sheet, [column.heading(world.language) for column in columns], widths)
    first = {key: words[0] for key, words in allowed.items() if words and key != "live"}
    example = first | EXAMPLE | {IDENTITY: EXAMPLE_KEY, "is_address_withheld": "nei"}
    sheet.append([example.get(column.key, "") for column in columns])
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(italic=True), Alignment(wrap_text=True, vertical="top")


def _explain(
    sheet: Worksheet, columns: list[Column], allowed: dict[str, list[str]], world: World
) -> None:
    said = [_("Column"), _("What it means"), _("How to write it"), _("What you can write")]
    _head(sheet, said, [30, 50, 50, 80])
    for column in columns:
        rule = RULES.get(type(column.kind), "")
        words = "; ".join(allowed[column.key])
        sheet.append([column.heading(world.language), _meaning(column), str(rule), words])
    sheet.append([])
    sheet.append(
        [_("The example"), _("The row with the key “%s” is never imported.") % EXAMPLE_KEY]
    )
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _meaning(column: Column) -> str:
    if column.key in MEANINGS:
        return str(MEANINGS[column.key])
    field = Service._meta.get_field(column.kind.fields[0])
    return str(field.help_text) or capfirst(str(field.verbose_name))


def _choose_from_lists(
    sheet: Worksheet, lists: Worksheet, columns: list[Column], allowed: dict[str, list[str]]
) -> None:
    """Lists to choose from, where a cell holds one of a few words."""
    place = 0
    for number, column in enumerate(columns, start=1):
        words = allowed[column.key]
        if not words or isinstance(column.kind, (k.SetOf, k.Rows)):
            continue
        place += 1
        for row, word in enumerate(words, start=1):
            lists.cell(row, place, word)
        source = get_column_letter(place)
        choice = DataValidation(
            "list", formula1=f"'{lists.title}'!${source}$1:${source}${len(words)}", allow_blank=True
        )
        letter = get_column_letter(number)
        choice.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(choice)
