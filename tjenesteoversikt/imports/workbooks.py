"""Excel workbooks, read a row at a time after their real size has been looked at."""

import datetime
import io
import re
import unicodedata
import zipfile
import zlib
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from bti_portal.exchange.plan import Refused
from tjenesteoversikt.imports.readers import (
    MOST_COLUMNS,
    MOST_ROWS,
    Merge,
    Table,
    checked_cells,
    macros,
    too_many_columns,
    too_many_rows,
)

LARGEST_UNPACKED = 64 * 1024 * 1024
# These are read as a whole, a sheet is not.
LARGEST_WHOLE_PART = 16 * 1024 * 1024
MOST_PARTS = 500
# Empty ones that only have a look count too: reading takes as long.
MOST_CELLS = 300_000
MOST_SHEETS = 30
MOST_MERGES = 2_000
# Rows with nothing but colours and borders are passed over, but not for ever.
LAST_ROW = 100_000
CHUNK = 64 * 1024
EXCEL_FAULTS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    InvalidFileException,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
)


def read_workbook(data: bytes) -> list[Table]:
    """The visible sheets of a workbook. Raises `Refused` with the reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [
                sheet
                for sheet in book.worksheets
                if sheet.sheet_state == "visible" and isinstance(sheet, ReadOnlyWorksheet)
            ]
            return [_table(sheet, archive) for sheet in sheets[:MOST_SHEETS]]
    except DAMAGED as fault:
        raise Refused(
            _("The workbook is damaged and cannot be read. Open it in Excel and save it again.")
        ) from fault


def _check_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(macros())
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("The file is locked with a password. Save it without one."))
    if "xl/workbook.xml" not in names:
        raise Refused(_("This is not an Excel workbook. Save it as .xlsx."))
    declared = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or declared > LARGEST_UNPACKED:
        raise Refused(_bomb())
    _measure(archive)


def _measure(archive: zipfile.ZipFile) -> None:
    """Unpack every part a piece at a time without keeping it: what a file says of itself may lie."""
    total = 0
    for part in archive.infolist():
        is_sheet = part.filename.startswith("xl/worksheets/")
        size = 0
        with archive.open(part) as stream:
            while piece := stream.read(CHUNK):
                size += len(piece)
                total += len(piece)
                if total > LARGEST_UNPACKED or (size > LARGEST_WHOLE_PART and not is_sheet):
                    raise Refused(_bomb())
        if part.filename == "[Content_Types].xml" and b"macroEnabled" in archive.read(part):
            raise Refused(macros())


def _bomb() -> str:
    return _(
        "The file becomes far too large when it is unpacked. Copy the rows into a new workbook."
    )


def _too_many_cells(sheet: str) -> str:
    return _(
        "The sheet “%(sheet)s” has more than %(most)s cells, perhaps empty ones with a colour. "
        "Copy the rows into a new workbook."
    ) % {"sheet": sheet, "most": MOST_CELLS}


def _table(sheet: ReadOnlyWorksheet, archive: zipfile.ZipFile) -> Table:
    merges = _marks(sheet, archive)
    sheet.reset_dimensions()
    rows: list[tuple[int, list[str]]] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            raise Refused(too_many_rows(sheet.title))
        filled = [place for place, value in enumerate(values) if value not in (None, "")]
        if not filled:
            continue
        if filled[-1] >= MOST_COLUMNS:
            raise Refused(too_many_columns(number, sheet.title))
        cells = [
            _text(value, f"{get_column_letter(place + 1)}{number}", sheet.title)
            for place, value in enumerate(values[: filled[-1] + 1])
        ]
        kept = checked_cells(cells, number, sheet.title)
        if kept:
            rows.append((number, kept))
        if len(rows) > MOST_ROWS + 20:
            raise Refused(too_many_rows(sheet.title))
    return Table(sheet.title, _filled_down(rows, merges), [merge for merge, _column in merges])


def _text(value: Any, address: str, sheet: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if not value.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    text = unicodedata.normalize("NFC", str(value))
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text.replace("\xa0", " ")).strip()
    if text in EXCEL_FAULTS:
        raise Refused(
            _("Cell %(cell)s on the sheet “%(sheet)s” shows the fault %(fault)s. Correct it.")
            % {"cell": address, "sheet": sheet, "fault": text}
        )
    return text


def _marks(sheet: ReadOnlyWorksheet, archive: zipfile.ZipFile) -> list[tuple[Merge, int]]:
    """What openpyxl does not tell a row at a time: merged cells, and formulas never worked out."""
    merges: list[tuple[Merge, int]] = []
    waiting: list[str] = []
    cells = 0
    with archive.open(sheet._worksheet_path) as stream:
        for _event, element in iterparse(stream, forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                cells += 1
                if cells > MOST_CELLS:
                    raise Refused(_too_many_cells(sheet.title))
                if _is_without_value(element):
                    waiting.append(element.get("r", "?"))
            elif tag == "mergeCell" and len(merges) < MOST_MERGES:
                merges.append(_merge(element.get("ref", "A1")))
            if tag in {"row", "mergeCell"}:
                element.clear()
            if len(waiting) > 5:
                break
    if waiting:
        raise Refused(
            _(
                "Cells on the sheet “%(sheet)s” hold formulas that have not been worked out: "
                "%(cells)s. Open the file in Excel and save it, or write the value itself."
            )
            % {"sheet": sheet.title, "cells": ", ".join(waiting[:5])}
        )
    return merges


def _is_without_value(cell: Any) -> bool:
    has_formula, value = False, None
    for child in cell:
        tag = child.tag.rpartition("}")[2]
        has_formula = has_formula or tag == "f"
        value = child.text if tag == "v" else value
    return has_formula and not value and cell.get("t") != "str"


def _merge(address: str) -> tuple[Merge, int]:
    first_column, first_row, last_column, last_row = range_boundaries(address)
    is_wide = last_column > first_column
    return Merge(address, first_row, last_row, is_wide), first_column - 1


def _filled_down(
    rows: list[tuple[int, list[str]]], merges: list[tuple[Merge, int]]
) -> list[tuple[int, list[str]]]:
    """Cells merged downwards: what stands in the first holds for all of them."""
    by_number = dict(rows)
    for merge, column in merges:
        if merge.is_wide:
            continue
        first = by_number.get(merge.first_row, [])
        text = first[column] if column < len(first) else ""
        for number in range(merge.first_row + 1, min(merge.last_row, merge.first_row + MOST_ROWS)):
            _put(by_number.get(number), column, text)
        _put(by_number.get(merge.last_row), column, text)
    return rows


def _put(cells: list[str] | None, column: int, text: str) -> None:
    if cells is not None:
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
