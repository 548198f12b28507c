"""The mapping as a tagged PDF for the committee, with charts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bti_portal.printing import keeping, pdf
from bti_portal.reports.mapping import Mapping
from bti_portal.shell import theming
from bti_portal.shell.base_path import address_of

# Measures of a chart, in its own units: 480 across, as wide as the text of the sheet.
WIDTH, NAMES, LONGEST_BAR = 480, 190, 240
LINE, AROUND = 13, 7
LETTERS = 34
MOST_LINES = 3


@dataclass(frozen=True)
class Bar:
    """A bar with its name in lines, each with its place from the top, and its number."""

    lines: tuple[tuple[int, str], ...]
    number: int
    top: int
    height: int
    length: int

    @property
    def bar_top(self) -> int:
        """A bar is one line high, in the middle of its name."""
        return self.top + (self.height - LINE) // 2

    @property
    def middle(self) -> int:
        return self.top + self.height // 2 + 4

    @property
    def end(self) -> int:
        return NAMES + self.length + 6


@dataclass(frozen=True)
class Chart:
    """Bars beneath each other; `alt` says the same in words."""

    title: str
    alt: str
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    names: int = NAMES


def chart(title: str, named: Iterable[tuple[str, int]]) -> Chart:
    """A chart of names with their numbers."""
    values = list(named)
    largest = max((number for _name, number in values), default=0) or 1
    bars, top = [], 0
    for name, number in values:
        lines = textwrap.wrap(
            name, LETTERS, max_lines=MOST_LINES, placeholder=" …", break_long_words=True
        )
        height = max(1, len(lines)) * LINE + AROUND
        places = (top + AROUND // 2 + 10 + at * LINE for at in range(len(lines)))
        length = round(LONGEST_BAR * number / largest)
        bars.append(Bar(tuple(zip(places, lines, strict=True)), number, top, height, length))
        top += height
    said = ", ".join(f"{name} {number}" for name, number in values)
    return Chart(title, f"{title}: {said}", tuple(bars), top)


def charts(mapping: Mapping) -> list[Chart]:
    """Services by age, theme, level and referral."""
    found = [
        chart(title, [(name, cell.number) for name, cell in named])
        for title, named in (
            (_("Services by age"), mapping.by_age()),
            (_("Services by theme"), mapping.by_theme()),
            (_("Services by level"), mapping.by_level()),
        )
    ]
    found.append(chart(_("Services by referral"), mapping.by_access()))
    return [one for one in found if one.bars]


def document(mapping: Mapping, here: str) -> bytes:
    """The document in the active language.

    Args:
        mapping: what to tell.
        here: the full address of the page it was asked for from.

    Raises:
        pdf.NotAvailable, pdf.Busy, pdf.TooLarge: as their names say.
    """
    if not pdf.is_available():
        raise pdf.NotAvailable
    colour = theming.parse_colour(mapping.municipality.brand_colour)
    steps = theming.scale(colour, "light")
    context = {
        "mapping": mapping,
        "municipality": mapping.municipality,
        "language": get_language(),
        "colours": {name.replace("-", "_"): value for name, value in steps.items()},
        "charts": charts(mapping),
        "address": mapping.catalogue or address_of(mapping.site),
    }
    html = render_to_string("reports/print/mapping.html", context)
    return keeping.kept(keeping.mark_of(html), lambda: pdf.from_html(html, base_url=here))
