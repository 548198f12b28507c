"""How many services there are for each level, age and theme, and where there is none.

What counts is what readers may see, counted in the site's index: no service is read for it. A
service for several ages or themes counts in each of them, and once where they are taken together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bti_portal.finding.index import Index
from tjenesteoversikt.questions import FIXED
from tjenesteoversikt.search import KIND

# Stands for all levels, all ages or all themes together.
TOGETHER = ""
LEVELS = (TOGETHER, *FIXED["niva"])
AGES = (TOGETHER, *FIXED["alder"])


class Wish(NamedTuple):
    """What narrows a count, in the words of addresses; empty for everything."""

    access: str = ""
    audience: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As they stand in the address of a list."""
        asked = (("tilgang", self.access), ("for", self.audience))
        return [(question, value) for question, value in asked if value]


EVERYTHING = Wish()
EVERY_WISH = tuple(
    Wish(access, audience) for access in ("", *FIXED["tilgang"]) for audience in ("", *FIXED["for"])
)


class Place(NamedTuple):
    """A cell: each part may be `TOGETHER`."""

    level: str = TOGETHER
    age: str = TOGETHER
    theme: str = TOGETHER

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As they stand in the address of a list."""
        asked = (("niva", self.level), ("alder", self.age), ("tema", self.theme))
        return [(question, value) for question, value in asked if value]


@dataclass(frozen=True)
class Counts:
    """The number of services in each cell.

    Attributes:
        numbers: for each theme that has any, level by level a number for each age.
        without_level: how many say no level, and are counted only where levels are together.
        without_theme: how many say no theme.
    """

    numbers: Mapping[str, Sequence[int]]
    levels: Sequence[str] = LEVELS
    ages: Sequence[str] = AGES
    without_level: int = 0
    without_theme: int = 0

    def __getitem__(self, place: Place) -> int:
        row = self.numbers.get(place.theme)
        if row is None or place.level not in self.levels or place.age not in self.ages:
            return 0
        return row[self.levels.index(place.level) * len(self.ages) + self.ages.index(place.age)]

    @property
    def services(self) -> int:
        return self[Place()]


def count(index: Index, today: str, themes: Iterable[str], wish: Wish = EVERYTHING) -> Counts:
    """Count what readers may see.

    Args:
        index: of the site.
        today: as in 2026-12-31; what ended before is not counted.
        themes: the keys of all themes.
        wish: what narrows it.
    """
    within = index.having(f"kind:{KIND}") & ~index.over(today)
    for question, value in wish.pairs:
        within &= index.having(f"{question}:{value}")

    def held(question: str, values: Iterable[str]) -> list[int]:
        return [index.having(f"{question}:{value}") if value else within for value in values]

    keys = (TOGETHER, *themes)
    levels, ages = held("niva", LEVELS), held("alder", AGES)
    numbers = {}
    for key, about in zip(keys, held("tema", keys), strict=True):
        if about & within:
            numbers[key] = [
                (about & within & level & age).bit_count() for level in levels for age in ages
            ]
    return Counts(
        numbers,
        without_level=(within & ~index.having_any("niva", FIXED["niva"])).bit_count(),
        without_theme=(within & ~index.having_any("tema", keys[1:])).bit_count(),
    )


def as_kept(index: Index, today: str, themes: Sequence[str]) -> dict[str, Any]:
    """The counts for every wish, as they are kept; `kept` reads them."""
    return {
        "levels": LEVELS,
        "ages": AGES,
        "counts": {
            "|".join(wish): count(index, today, themes, wish).numbers for wish in EVERY_WISH
        },
    }


def kept(content: Mapping[str, Any], wish: Wish) -> Counts:
    """The counts that were kept for a wish."""
    numbers = content.get("counts", {}).get("|".join(wish), {})
    return Counts(numbers, content.get("levels", LEVELS), content.get("ages", AGES))


class Change(NamedTuple):
    """A cell that has another number than it had."""

    place: Place
    before: int
    now: int

    @property
    def difference(self) -> int:
        return self.now - self.before

    @property
    def is_emptied(self) -> bool:
        return not self.now

    @property
    def is_filled(self) -> bool:
        return not self.before


def places(levels: Iterable[str], themes: Sequence[str]) -> Iterator[Place]:
    """The cells of one level after another, without those that take ages or themes together."""
    return (
        Place(level, age, theme)
        for level in levels
        for theme in themes
        for age in AGES
        if age != TOGETHER
    )


def changes(
    before: Counts, now: Counts, levels: Iterable[str], themes: Sequence[str]
) -> list[Change]:
    """The cells of `levels` that have changed, in the order of the tables."""
    found = (Change(place, before[place], now[place]) for place in places(levels, themes))
    return [change for change in found if change.difference]


class Gaps(NamedTuple):
    """What a level lacks: themes with nothing at all, and for other themes the ages without."""

    themes: list[str]
    ages: list[tuple[str, list[str]]]


def gaps(counts: Counts, level: str, themes: Sequence[str]) -> Gaps:
    """The empty cells of a level."""
    found = Gaps([], [])
    for theme in themes:
        if not counts[Place(level, TOGETHER, theme)]:
            found.themes.append(theme)
            continue
        ages = [age for age in AGES if age and not counts[Place(level, age, theme)]]
        if ages:
            found.ages.append((theme, ages))
    return found
