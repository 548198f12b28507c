"""Worksheets as files to fill in elsewhere: nothing that somebody has written, only the questions."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bti_portal.printing import docx, pdf
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

A_WEEK = 7 * 24 * 60 * 60
REGION = "NO"
TEMPLATE = "handlingsveileder/print/blank_sheet.html"
# Where the typeface lies that a PDF is set in.
ASSETS = (settings.ROOT / "static" / "built").as_uri() + "/"


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
    """The blank worksheet as tagged PDF. Raises `pdf.NotAvailable` where PDF cannot be made."""
    html = render_to_string(TEMPLATE, {"sheet": sheet_of(page, shell), "shell": shell})
    return _kept("pdf", html, lambda: pdf.from_html(html, base_url=ASSETS))


def docx_of(page: ToolPage, shell: Shell) -> bytes:
    """The blank worksheet as a Word document."""
    sheet = sheet_of(page, shell)
    return _kept("docx", repr(sheet), lambda: docx.write(sheet))


def _kept(kind: str, content: str, make: Callable[[], bytes]) -> bytes:
    """A file made of `content`, made once.

    The content itself is the key: a draft that has been saved does not make a new file, and one
    that is published never finds the file of the text before it.
    """
    key = f"blank-sheet:{kind}:{sha256(content.encode()).hexdigest()}"
    made = cache.get(key)
    if made is None:
        made = make()
        cache.set(key, made, A_WEEK)
    return made
