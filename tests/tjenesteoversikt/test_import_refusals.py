"""Files that cannot be read: refused with the reason, and nothing is changed."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from tests.tjenesteoversikt.import_files import Desk, csv, errors_on, xlsx
from tjenesteoversikt.models import ImportRun

pytestmark = pytest.mark.django_db

HEAD = ("Id", "Navn", "Tilbyder", "Tema")
ROW = (1, "Los", "Skolene", "skole")


def rezipped(content: bytes, **parts: bytes) -> bytes:
    """A workbook with some of its parts replaced, or new ones."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx(HEAD, ROW)
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>'
EMPTY_CELLS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    + b"<row>"
    + b"<c/>" * 300_001
    + b"</row></sheetData></worksheet>"
)
REFUSED = {
    "an empty file": (b"", "liste.xlsx", "empty"),
    "nothing in it": (xlsx(), "liste.xlsx", "no rows"),
    "headings alone": (xlsx(HEAD), "liste.xlsx", "row 1"),
    "a program": (b"MZ\x90\x00" + b"\0" * 400, "liste.xlsx", "not a spreadsheet"),
    "a program called csv": (b"MZ\x90\x00" + b"\0" * 400, "liste.csv", "not a spreadsheet"),
    "bytes called csv": (bytes(range(256)) * 4, "liste.csv", "cannot be read"),
    "text called xlsx": (b"Id;Navn\r\n1;Los", "liste.xlsx", "is not one"),
    "macros by name": (GOOD, "liste.xlsm", "macros"),
    "macros inside": (rezipped(GOOD, **{"xl/vbaProject.bin": b"x"}), "liste.xlsx", "macros"),
    "locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "liste.xlsx",
        "password",
    ),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90, "liste.xls", ".xls"),
    "damaged": (GOOD[:-300], "liste.xlsx", "damaged"),
    "another kind of zip": (rezipped(GOOD)[:0] + b"PK\x05\x06" + b"\0" * 18, "liste.xlsx", "Excel"),
    "five megabytes and more": (b"x" * (5 * 1024 * 1024 + 1), "liste.csv", "5 MB"),
    "a bomb": (rezipped(GOOD, **{SHEET: b" " * 70_000_000}), "liste.xlsx", "unpacked"),
    "a bomb beside the sheets": (
        rezipped(GOOD, **{"xl/sharedStrings.xml": b" " * 17_000_000}),
        "liste.xlsx",
        "unpacked",
    ),
    "entities": (rezipped(GOOD, **{SHEET: DTD}), "liste.xlsx", "damaged"),
    "a formula never worked out": (xlsx(HEAD, (1, "=A2", "Skolene", "skole")), "liste.xlsx", "B2"),
    "a fault of Excel": (xlsx(HEAD, (1, "#REF!", "Skolene", "skole")), "liste.xlsx", "B2"),
    "cells merged side by side": (xlsx(HEAD, ROW, merge=["B2:C2"]), "liste.xlsx", "B2:C2"),
    "headings over two rows": (xlsx(HEAD, ROW, ROW, merge=["B1:B2"]), "liste.xlsx", "B1:B2"),
    "too many columns": (xlsx(HEAD, (*ROW, *["x"] * 250)), "liste.xlsx", "200"),
    "too many rows": (csv(HEAD, *[("1", "Los", "S", "skole")] * 200_000), "liste.csv", "5000"),
    "one line of megabytes": (b"a;" * 400_000, "liste.csv", "Row 1"),
    "one cell of megabytes": (b'"' + b"a" * 400_000, "liste.csv", "Row 1"),
    "cells without number": (rezipped(GOOD, **{SHEET: EMPTY_CELLS}), "liste.xlsx", "300000 cells"),
    "a cell without an end": (csv(HEAD, ("1", '"' + "x" * 30_000, "S", "")), "liste.csv", "C2|B2"),
    "broken letters": (
        csv(HEAD, ("1", "Ã…pen barnehage for smÃ¥ barn", "S", "")),
        "liste.csv",
        "row 2",
    ),
    "letters of MS-DOS": (
        csv(HEAD, ("1", "Støtte på bygda", "S", ""), encoding="cp850"),
        "liste.csv",
        "row 2",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(desk: Desk, case: str) -> None:
    content, name, reason = REFUSED[case]
    assert re.search(reason, desk.refused(content, name))
    assert not ImportRun.objects.filter(site=desk.site).exists()
    assert not desk.services.exists()


def test_a_workbook_of_two_hundred_thousand_rows_is_refused(desk: Desk) -> None:
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, 200_001))
    sheet = sheet_of(GOOD)
    start, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    content = rezipped(GOOD, **{SHEET: sheet[:start] + rows + sheet[end:]})
    assert "5000" in desk.refused(content)


def test_fifty_megabytes_are_refused_before_they_are_read(desk: Desk) -> None:
    assert "5 MB" in desk.refused(b"x" * 50 * 1024 * 1024, "liste.csv")


def test_no_file_at_all_is_asked_for(desk: Desk) -> None:
    place = reverse("catalogue_files:site", args=[desk.site.pk])
    assert desk.client.post(place, {"name": "Lista"}).status_code == 422


ROWS = {
    "an unknown theme": (("1", "Los", "Skolene", "skoel"), "Tema (D)", "Skole og SFO|skole"),
    "a row without a name": (("1", "", "Skolene", ""), "Navn (B)", "name"),
    "a key that is none": (("???", "Los", "Skolene", ""), "Id (A)", "letters"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_is_wrong_is_told_with_row_and_column(desk: Desk, case: str) -> None:
    row, column, reason = ROWS[case]
    ((number, place, why),) = errors_on(desk.plan(csv(HEAD, row), "liste.csv"))
    assert (number, place) == ("2", column)
    assert re.search(reason, why)


def test_the_same_key_twice_is_told_at_the_second(desk: Desk) -> None:
    page = desk.plan(csv(HEAD, ("1", "Los", "S", ""), ("1", "Losen", "S", "")), "liste.csv")
    ((number, column, why),) = errors_on(page)
    assert (number, column) == ("3", "Id (A)")
    assert "2" in why
    desk.imported(csv(HEAD, ("1", "Los", "S", "")), "liste.csv")
    page = desk.plan(csv(HEAD, ("1", "Los", "S", ""), ("1", "Losen", "S", "")), "liste.csv")
    assert [number for number, _column, _why in errors_on(page)] == ["3"]
