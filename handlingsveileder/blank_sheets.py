"""Worksheets as files to fill in elsewhere: nothing that somebody has written, only the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bti_portal.printing import docx, keeping, pdf
from bti_portal.printing.sheet import (
    Choices,
    Day,
    Grid,
    Guidance,
    Part,
    Scale,
    Section,
    Sheet,
    Ticks,
    Words,
    Written,
)
from bti_portal.shell.navigation import Shell

if TYPE_CHECKING:
    from handlingsveileder.models import ToolPage

REGION = "NO"
TEMPLATE = "handlingsveileder/print/blank_sheet.html"


def sheet_of(page: ToolPage, shell: Shell) -> Sheet:
    """The worksheet of `page` as structured questions."""
    version = _("Version %(version)s") % {"version": page.version} if page.version else ""
    note = [page.title, version, str(shell.municipality)]
    return Sheet(
        title=page.title,
        lead=page.lead,
        language=f"{shell.language}-{REGION}",
        owner=str(shell.municipality),
        address=shell.canonical or shell.request.build_absolute_uri("/"),
        note=" · ".join(filter(None, note)),
        words=_words(),
        parts=tuple(_MAKERS[block.block_type](block.value) for block in page.worksheet),
        dated=page.last_published_at,
    )


def _words() -> Words:
    return Words(
        write_here=_("Write here"),
        choose_day=_("Choose a date"),
        choose_one=_("Tick one."),
        choose_several=_("Tick all that fit."),
        page=_("Page"),
        of=_("of"),
    )


def _scale(value: Any) -> Part:
    numbers = tuple(range(value["lowest"], value["highest"] + 1))
    return Scale(value["label"], value["help"], value["low"], value["high"], numbers)


_MAKERS: dict[str, Callable[[Any], Part]] = {
    "worksheet_section": lambda value: Section(value["heading"], value["help"]),
    "worksheet_guidance": lambda value: Guidance(str(value)),
    "short_answer": lambda value: Written(value["label"], value["help"]),
    "long_answer": lambda value: Written(value["label"], value["help"], value["lines"]),
    "date_answer": lambda value: Day(value["label"], value["help"]),
    "choice_answer": lambda value: Choices(
        value["label"], value["help"], tuple(value["options"]), value["several"]
    ),
    "scale_answer": _scale,
    "table_answer": lambda value: Grid(
        value["label"], value["help"], tuple(value["columns"]), value["rows"]
    ),
    "checklist": lambda value: Ticks(value["label"], value["help"], tuple(value["items"])),
}


def pdf_of(page: ToolPage, shell: Shell) -> bytes:
    """The blank worksheet as tagged PDF. Raises what `pdf.from_html` raises."""
    sheet = sheet_of(page, shell)
    html = render_to_string(TEMPLATE, {"sheet": sheet, "shell": shell})
    mark = keeping.mark_of(html)
    return keeping.kept(mark, lambda: pdf.from_html(html, base_url=sheet.address))


def docx_of(page: ToolPage, shell: Shell) -> bytes:
    """The blank worksheet as a Word document."""
    sheet = sheet_of(page, shell)
    return keeping.kept(keeping.mark_of("docx", repr(sheet)), lambda: docx.write(sheet))
