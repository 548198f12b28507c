"""What helps a reader on when nothing meets every wish: what comes near, and which wish to give up."""

from collections.abc import Iterable
from dataclasses import dataclass

from bti_portal.finding.index import Answer as Found
from tjenesteoversikt.listing import Listing, rows_of
from tjenesteoversikt.models import Publication

NEAR_MATCHES = 5
MOST_THEMES = 6


@dataclass(frozen=True)
class Loosening:
    """One wish given up: what it was, the query without it, and how many services that leaves."""

    label: str
    query: str
    number: int
    hits: int


@dataclass(frozen=True)
class RelatedTheme:
    """A theme of what comes near, and the query that lists it."""

    label: str
    query: str


@dataclass(frozen=True)
class Near:
    """What comes near to a reader's wishes.

    `has_words` tells that the hits have the reader's words, `without` is the wish that was given
    up to find them; with neither they meet most of the wishes.
    """

    rows: list[Publication]
    loosenings: list[Loosening]
    themes: list[RelatedTheme]
    has_words: bool = False
    without: str = ""


def _loosenings(listed: Listing) -> Iterable[Loosening]:
    wishes = listed.wishes
    if wishes.words and wishes.chosen:
        hits = listed.base & listed.within()
        yield Loosening(f"«{wishes.words_cut}»", wishes.query(q=None), hits.bit_count(), hits)
    questions = len(wishes.chosen) + bool(wishes.words)
    for name, options in wishes.chosen.items():
        if questions > 1:
            label = ", ".join(str(option.label) for option in options)
            hits = listed.answered.hits & listed.within(besides=name)
            yield Loosening(label, wishes.query(**{name: None}), hits.bit_count(), hits)


def _meeting_most(listed: Listing) -> int:
    """The services that meet as many of the answered questions as any does; 0 if none meets one."""
    meeting = [listed.base]
    for held in listed.chosen_bits.values():
        meeting.append(0)
        for number in range(len(meeting) - 1, 0, -1):
            meeting[number] |= meeting[number - 1] & held
    return next((held for held in reversed(meeting[1:]) if held), 0)


def _themes(listed: Listing, hits: int) -> list[RelatedTheme]:
    """The themes that most of `hits` are about."""
    facet = next((facet for facet in listed.wishes.facets if facet.name == "tema"), None)
    if facet is None:
        return []
    chosen = listed.wishes.chosen.get(facet.name, ())
    counted = [
        ((listed.index.having(f"tema:{option.value}") & hits).bit_count(), option)
        for option in facet.options
        if option not in chosen
    ]
    counted.sort(key=lambda counted: -counted[0])
    return [
        RelatedTheme(str(option.label), f"?tema={option.value}")
        for number, option in counted[:MOST_THEMES]
        if number
    ]


def near(listed: Listing) -> Near:
    """What to show when nothing was found. One query."""
    loosenings = sorted(
        (found for found in _loosenings(listed) if found.number), key=lambda found: -found.number
    )
    hits, has_words, without = listed.answered.hits if listed.wishes.words else 0, False, ""
    if hits:
        first, has_words = listed.answered.cut(0, NEAR_MATCHES), True
    else:
        if loosenings:
            hits, without = loosenings[0].hits, loosenings[0].label
        else:
            hits = _meeting_most(listed)
        first = Found(listed.index, (hits,), hits).cut(0, NEAR_MATCHES)
    rows = rows_of(listed.site, [hit.object_id for hit in first])
    themes = _themes(listed, hits or listed.base)
    return Near(rows, loosenings, themes, has_words, without)
