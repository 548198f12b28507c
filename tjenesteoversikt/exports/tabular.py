"""The services of a site as a table, xlsx or csv, that the import reads as it was."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from wagtail.models import Site

from tjenesteoversikt.imports.cells import neutral
from tjenesteoversikt.imports.columns import ALTERNATIVES, COLUMNS, IDENTITY, OWNER, Column
from tjenesteoversikt.imports.current import CITED, Catalogue, Current
from tjenesteoversikt.imports.world import World
from tjenesteoversikt.queries import publications_at

WIDE, NARROW = 40, 18


def columns_written(*, with_owner: bool = False) -> list[Column]:
    """The columns of an export: each fact once."""
    left_out = ALTERNATIVES if with_owner else ALTERNATIVES | {OWNER}
    return [column for column in COLUMNS if column.key not in left_out]


def table_of(site: Site, *, with_borrowed: bool = False) -> Iterator[list[str]]:
    """The headings and a row for each service, in the language of the one who asks.

    Args:
        site: whose services.
        with_borrowed: with those it shows from other municipalities, as readers see them here.
    """
    world = World(site)
    columns = columns_written(with_owner=with_borrowed)
    yield [column.heading(world.language) for column in columns]
    for current in [*Catalogue(site).all, *(_borrowed(site) if with_borrowed else [])]:
        yield [neutral(_cell(column, current, world)) for column in columns]


def _cell(column: Column, current: Current, world: World) -> str:
    if column.key == IDENTITY:
        return current.service.key
    if column.key == OWNER:
        return current.service.site.site_name
    return column.kind.render(current.get, world)


def _borrowed(site: Site) -> Iterator[Current]:
    for publication in publications_at(site).exclude(service__site=site):
        service = publication.shown
        yield Current(service, {name: list(getattr(service, name).all()) for name in CITED})


def as_csv(table: Iterator[list[str]]) -> bytes:
    """With semicolons and a mark that says UTF-8, as Excel in Norwegian reads it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Iterator[list[str]]) -> bytes:
    """A workbook of one sheet, with headings that stay when one scrolls."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Services"))
    sheet.freeze_panes = "C2"
    headings = next(table)
    for place, heading in enumerate(headings, start=1):
        width = WIDE if "(" in heading else NARROW
        sheet.column_dimensions[get_column_letter(place)].width = width
    cells = [WriteOnlyCell(sheet, value=heading) for heading in headings]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(cells)
    for row in table:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", text) for text in row])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as the bytes of a file."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
