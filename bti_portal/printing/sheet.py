"""A sheet to fill in, as structured questions: what every kind of paper is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Part:
    """Something on a sheet."""

    @property
    def kind(self) -> str:
        """The name of its class in lower case, for templates."""
        return type(self).__name__.lower()


@dataclass(frozen=True)
class Section(Part):
    """A heading between questions."""

    heading: str
    help: str = ""


@dataclass(frozen=True)
class Guidance(Part):
    """Prose between questions, as simple HTML: p, ul, ol, li, b, a."""

    html: str


@dataclass(frozen=True)
class Question(Part):
    """Something to answer."""

    label: str
    help: str = ""


@dataclass(frozen=True)
class Written(Question):
    """An answer in words, of about so many lines."""

    lines: int = 1


@dataclass(frozen=True)
class Day(Question):
    """A date."""


@dataclass(frozen=True)
class Choices(Question):
    """One of some choices, or several."""

    options: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Scale(Question):
    """A number, with words at both ends."""

    low: str = ""
    high: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid(Question):
    """A table of empty rows."""

    columns: tuple[str, ...] = ()
    rows: int = 1


@dataclass(frozen=True)
class Ticks(Question):
    """Things to tick off."""

    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a file says besides the sheet, in the sheet's language."""

    write_here: str
    choose_day: str
    choose_one: str
    choose_several: str
    page: str
    of: str


@dataclass(frozen=True)
class Sheet:
    """A sheet to fill in.

    Args:
        title: the heading of the sheet.
        lead: what it is for.
        language: a language tag with region, as word processors know it: `nn-NO`.
        owner: who publishes it.
        address: where it is published; links in the guidance are relative to it.
        note: what stands at the foot of each page.
        parts: the questions, in order.
        dated: when it was published; kept with the file, not shown.
    """

    title: str
    lead: str
    language: str
    owner: str
    address: str
    note: str
    words: Words
    parts: tuple[Part, ...] = field(default_factory=tuple)
    dated: datetime | None = None
