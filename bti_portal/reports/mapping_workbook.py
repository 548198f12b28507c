"""The mapping as a workbook: a summary, a sheet for each level, and what has changed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bti_portal.reports.mapping import Cell, Mapping, Table
from tjenesteoversikt.exports.tabular import saved
from tjenesteoversikt.imports.cells import neutral

# What a spreadsheet takes for the name of a sheet.
LONGEST_NAME = 31
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDE, NARROW = 44, 13
Value = str | int


def workbook(mapping: Mapping) -> bytes:
    """The file."""
    book = Workbook()
    summary = book.active
    summary.title = _sheet_name(_("Summary"), [])
    _summarise(summary, mapping)
    for table in mapping.tables:
        sheet = book.create_sheet(_sheet_name(table.name, book.sheetnames))
        _fill(sheet, mapping, table)
    if mapping.choice.since:
        _tell_changes(book.create_sheet(_sheet_name(_("Changes"), book.sheetnames)), mapping)
    return saved(book)


def _sheet_name(words: str, taken: Iterable[str]) -> str:
    """A name no other sheet has, whatever is in it."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", words).translate(NOT_IN_A_NAME).strip()
    title, bracket, which = plain.rpartition(" (")
    if bracket and len(plain) > LONGEST_NAME > len(which) + 4:
        # Which level it is says more than the end of its title.
        plain = f"{title[: LONGEST_NAME - len(which) - 3].strip()}… ({which}"
    name, number = plain[:LONGEST_NAME].strip() or "–", 2
    lower = {other.lower() for other in taken}
    while name.lower() in lower:
        tail = f" {number}"
        name, number = plain[: LONGEST_NAME - len(tail)].strip() + tail, number + 1
    return name


def _append(sheet: Worksheet, values: Iterable[Value], *, bold: bool = False) -> None:
    sheet.append(
        [
            value if isinstance(value, int) else neutral(ILLEGAL_CHARACTERS_RE.sub("", value))
            for value in values
        ]
    )
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)


def _widen(sheet: Worksheet, columns: int) -> None:
    sheet.column_dimensions["A"].width = WIDE
    for place in range(2, columns + 2):
        sheet.column_dimensions[get_column_letter(place)].width = NARROW


def _summarise(sheet: Worksheet, mapping: Mapping) -> None:
    _append(sheet, [_("Mapping of services")], bold=True)
    for name, words in mapping.facts:
        _append(sheet, [name, words])
    explained = _(
        "What readers may see counts. A service for several ages or themes counts in each of "
        "them, and once where they are taken together."
    )
    for words in (explained, *mapping.uncounted):
        _append(sheet, [words])
    _totals(sheet, mapping, "", [(_("Services in all"), mapping.total)])
    _totals(sheet, mapping, _("Services by level"), mapping.by_level())
    _totals(sheet, mapping, _("Services by age"), mapping.by_age())
    _totals(sheet, mapping, _("Services by theme"), mapping.by_theme())
    sheet.append([])
    _append(sheet, [_("Services by referral"), _("Now")], bold=True)
    for name, number in mapping.by_access():
        _append(sheet, [name, number])
    _widen(sheet, 3)


def _totals(
    sheet: Worksheet, mapping: Mapping, title: str, named: Iterable[tuple[str, Cell]]
) -> None:
    compared = [_("Then"), _("Difference")] if mapping.choice.since else []
    sheet.append([])
    _append(sheet, [title, _("Now"), *compared], bold=True)
    for name, cell in named:
        then: list[Value] = [] if cell.before is None else [cell.before, cell.number - cell.before]
        _append(sheet, [name, cell.number, *then])


def _fill(sheet: Worksheet, mapping: Mapping, table: Table) -> None:
    """The numbers of now; beneath them those of then."""
    _append(sheet, [table.name, *mapping.ages], bold=True)
    sheet.freeze_panes = "B2"
    for row in table.rows:
        _append(sheet, [row.name, *(cell.number for cell in row.cells)], bold=row.is_sum)
    if mapping.choice.since:
        sheet.append([])
        _append(sheet, [mapping.then, *mapping.ages], bold=True)
        for row in table.rows:
            _append(sheet, [row.name, *(cell.before or 0 for cell in row.cells)], bold=row.is_sum)
    _widen(sheet, len(mapping.ages))


def _tell_changes(sheet: Worksheet, mapping: Mapping) -> None:
    headings = (_("Level"), _("Theme"), _("Age"), _("Then"), _("Now"), _("Difference"), "")
    _append(sheet, headings, bold=True)
    for changed in mapping.changes:
        change = changed.change
        note = ""
        if change.is_emptied:
            note = _("Became empty")
        elif change.is_filled:
            note = _("Was filled")
        place = change.place
        _append(
            sheet,
            [
                mapping.name_of_level(place.level),
                mapping.name_of_theme(place.theme),
                mapping.name_of_age(place.age),
                *(change.before, change.now, change.difference),
                note,
            ],
        )
    if not mapping.changes:
        _append(sheet, [_("No cell has changed.")])
    _widen(sheet, 6)
    sheet.column_dimensions["B"].width = WIDE
