"""A file as a table of texts: what kind of file it is, and what it may hold."""

from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from bti_portal.exchange.plan import Refused

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 20_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Older Excel files, programs, pictures and documents: never a table.
NO_TABLE = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


@dataclass
class Merge:
    """Cells that have been merged: the address, and where they are."""

    address: str
    first_row: int
    last_row: int
    is_wide: bool


@dataclass
class Table:
    """A sheet: its rows that are not empty, each with its number in the file."""

    sheet: str
    rows: list[tuple[int, list[str]]]
    merges: list[Merge] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Table":
        rows = [(number, cells) for number, cells in data["rows"]]
        return cls(data["sheet"], rows, [Merge(**merge) for merge in data["merges"]])

    def headings(self, heading_row: int) -> list[str]:
        """The cells of one row; empty if there is no such row."""
        return next((cells for number, cells in self.rows if number == heading_row), [])

    def below(self, heading_row: int) -> list[tuple[int, list[str]]]:
        """The rows that come after the headings."""
        return [row for row in self.rows if row[0] > heading_row]

    def check_merges(self, heading_row: int) -> None:
        """Refuse cells merged in a way that makes it unclear which column a text belongs to."""
        for merge in self.merges:
            if merge.last_row < heading_row:
                continue
            is_heading = merge.first_row <= heading_row <= merge.last_row
            if merge.is_wide or (is_heading and merge.last_row > merge.first_row):
                raise Refused(
                    _(
                        "The cells %(cells)s on the sheet “%(sheet)s” are merged. Split them, so "
                        "that each column has one cell, and save the file again."
                    )
                    % {"cells": merge.address, "sheet": self.sheet}
                )


def letter(place: int) -> str:
    """The name of a column in a spreadsheet, counted from 0: A, B … AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def read_tables(data: bytes, name: str) -> list[Table]:
    """The sheets of a file that have anything in them. Raises `Refused` with the reason."""
    from tjenesteoversikt.imports.delimited import read_delimited
    from tjenesteoversikt.imports.workbooks import read_workbook

    ending = PurePath(name).suffix.lower()
    if not data.strip():
        raise Refused(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise Refused(too_large())
    if ending in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise Refused(macros())
    if data.startswith(OLD_EXCEL):
        raise Refused(_old_or_locked(data))
    if data.startswith(NO_TABLE):
        raise Refused(_("This is not a spreadsheet, whatever its name says. Choose another file."))
    if data.startswith(b"PK"):
        tables = read_workbook(data)
    elif ending in {".xlsx", ".xls", ".ods"}:
        raise Refused(
            _(
                "The file is called a spreadsheet but is not one. Open it in Excel and save it again."
            )
        )
    else:
        tables = [read_delimited(data)]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise Refused(_("The file has no rows with anything in them."))
    return tables


def too_large() -> str:
    return _("The file is larger than 5 MB. Take away pictures and sheets that are not needed.")


def macros() -> str:
    return _("The file has macros in it (programs). Save it as an ordinary workbook, .xlsx.")


def too_many_rows(sheet: str) -> str:
    said = {"sheet": sheet, "most": MOST_ROWS}
    if not sheet:
        return _("The file has more than %(most)s rows. Divide it into several files.") % said
    return (
        _("The sheet “%(sheet)s” has more than %(most)s rows. Divide it into several files.") % said
    )


def too_many_columns(row: int, sheet: str) -> str:
    return _("Row %(row)s has text beyond column %(most)s. Take away what is not needed.") % {
        "row": row,
        "most": MOST_COLUMNS,
    } + (f" ({sheet})" if sheet else "")


def checked_cells(cells: list[str], row: int, sheet: str) -> list[str]:
    """The cells of a row without empty ones at the end. Raises `Refused` if there is too much."""
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(too_many_columns(row, sheet))
    for place, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise Refused(
                _("Cell %(cell)s holds more than %(most)s characters.")
                % {"cell": f"{letter(place)}{row}", "most": LONGEST_CELL}
            )
    return cells


def _old_or_locked(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _("The file is locked with a password. Save it without one, and upload it again.")
    return _("This is an older kind of Excel file, .xls. Save it as .xlsx.")
