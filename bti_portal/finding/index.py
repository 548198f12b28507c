"""The index of a site in this process: what words, which facets, in which order. No database.

Entries are numbered in the alphabetical order of their names, so that a set of them, read from its
lowest bit, is already in that order.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bti_portal import norsk
from bti_portal.finding import bits
from bti_portal.finding.bits import Postings
from bti_portal.finding.query import SearchQuery, Word

# What a word is worth where it stands: itself, as a part of a compound, as what usually helps.
WORTH = {"title": (12, 10, 8), "need": (9, 7, 4), "theme": (6, 4, 2), "text": (2, 1, 1)}
TIERS = tuple(WORTH)
# What is for other ages than those a query is about counts for so many of so many parts.
OF_ANOTHER_AGE = (3, 4)
BAND = re.compile(r"alder:(\d+)-(\d+)")
# Each place that what usually helps stands further back costs one part of so many.
LATER = 9
# The whole name is what was asked for.
WHOLE_TITLE = 40
# Shown is what is worth more than this part of the best.
WORTH_SHOWING = 4
# A word that stands in more than every third entry does not tell them apart.
COMMON = 3
RARE = 12


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    `words` by tier are canonical, `spelt` are the words as readers spell them, and the days are
    written as in 2026-12-31, empty for none.
    """

    kind: str
    object_id: int
    name: str
    words: Mapping[str, str]
    facets: str = ""
    spelt: str = ""
    checked_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True)
class Hit:
    """What the index remembers of an entry."""

    kind: str
    object_id: int
    name: str


@dataclass(frozen=True)
class Answer:
    """What was found, best first; `has_all` is false if nothing has all of the words."""

    index: Index
    ranked: tuple[int, ...]
    hits: int
    has_all: bool = True

    def __len__(self) -> int:
        return self.hits.bit_count()

    def within(self, bits: int) -> Answer:
        """Those of the hits that are in a set of entries."""
        ranked = tuple(both for held in self.ranked if (both := held & bits))
        return Answer(self.index, ranked, self.hits & bits, self.has_all)

    def cut(self, start: int, number: int) -> list[Hit]:
        """A part of the list of hits."""
        found: list[int] = []
        for bucket in self.ranked:
            held = bucket.bit_count()
            if start < held:
                found += bits.cut(bucket, start, number - len(found))
                if len(found) >= number:
                    break
            start = max(0, start - held)
        return [self.index.entries[place] for place in found]

    def by(self, order: str, start: int, number: int) -> list[Hit]:
        """A part of the list of hits in another order: `name`, or `checked` with the newest first."""
        if order == "name":
            return [self.index.entries[place] for place in bits.cut(self.hits, start, number)]
        places = self.index.in_order(order, self.hits)
        return [self.index.entries[place] for place in places[start : start + number]]


class Index:
    """Everything that can be found at one site in one language."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        known = sorted(
            entries, key=lambda entry: (norsk.sort_key(entry.name), entry.kind, entry.object_id)
        )
        self.entries = [Hit(entry.kind, entry.object_id, entry.name) for entry in known]
        self.size = len(known)
        self.all = (1 << self.size) - 1
        self._words = {
            tier: self._read(entry.words[tier].split() for entry in known) for tier in TIERS
        }
        self._facets = self._read((f"kind:{e.kind}", *e.facets.split()) for e in known)
        self._short_titles = self._read((str(len(e.words["title"].split())),) for e in known)
        self._bands = [
            (int(span[1]), int(span[2]), held)
            for facet, held in self._facets.items()
            if (span := BAND.fullmatch(facet))
        ]
        self._endings = self._read(((e.ends_on,) if e.ends_on else ()) for e in known)
        # How often each word stands, as readers spell it.
        self.spelt = Counter(chain.from_iterable(entry.spelt.split() for entry in known))
        self._newest = sorted(range(self.size), key=lambda at: known[at].checked_on, reverse=True)
        vocabulary = set(chain.from_iterable(self._words.values()))
        self._forwards = sorted(vocabulary)
        self._backwards = sorted(word[::-1] for word in vocabulary)
        self._of_thesaurus: dict[str, frozenset[str]] = {}

    def _read(self, words_of: Iterable[Iterable[str]]) -> dict[str, Postings]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(words_of):
            for word in words:
                held = places[word]
                if not held or held[-1] != place:
                    held.append(place)
        return {sys.intern(word): Postings(held, self.size) for word, held in places.items()}

    # ---------------------------------------------------------------- facets
    def having(self, facet: str) -> int:
        """The entries with `question:value`."""
        found = self._facets.get(facet)
        return found.bits if found else 0

    def having_any(self, question: str, values: Iterable[str]) -> int:
        """The entries with at least one of the values of a question."""
        found = 0
        for value in values:
            found |= self.having(f"{question}:{value}")
        return found

    def over(self, today: str) -> int:
        """The entries whose last day is past."""
        found = 0
        for day, postings in self._endings.items():
            if day < today:
                found |= postings.bits
        return found

    # ---------------------------------------------------------------- words
    def _compounds(self, word: str) -> set[str]:
        """The words of the index that `word` begins or ends."""
        found = set()
        for listed, wanted, back in (
            (self._forwards, word, False),
            (self._backwards, word[::-1], True),
        ):
            for other in listed[bisect_left(listed, wanted) :]:
                if not other.startswith(wanted):
                    break
                found.add(other[::-1] if back else other)
        return {other for other in found if other != word and norsk.stands_in(word, other)}

    def _with_all(self, tier: str, tokens: str, *, in_compounds: bool = False) -> int:
        """The entries with all of the canonical words in a tier."""
        found = self.all
        for token in tokens.split():
            others = self._compounds_once(token) if in_compounds else ()
            having = 0
            for word in (token, *others):
                postings = self._words[tier].get(word)
                having |= postings.bits if postings else 0
            found &= having
            if not found:
                break
        return found

    def _compounds_once(self, word: str) -> frozenset[str]:
        """As `_compounds`, for the few words that the thesaurus names again and again."""
        if word not in self._of_thesaurus:
            self._of_thesaurus[word] = frozenset(self._compounds(word))
        return self._of_thesaurus[word]

    def _levels(self, word: Word, within: int) -> tuple[list[tuple[int, int]], int]:
        """What a word is worth where, each entry once at its best, and all entries that have it."""
        near = set(word.near)
        for said in word.said:
            near |= self._compounds(said)
        worths: dict[int, int] = defaultdict(int)
        for tier, (itself, part, usual) in WORTH.items():
            for token in word.said:
                worths[itself] |= self._with_all(tier, token)
            for token in near:
                worths[part] |= self._with_all(tier, token)
            for place, tokens in enumerate(word.guess):
                worths[_usual(usual, place)] |= self._with_all(tier, tokens, in_compounds=True)
        levels, seen = [], 0
        for worth in sorted(worths, reverse=True):
            new = worths[worth] & within & ~seen
            if new:
                levels.append((worth, new))
                seen |= new
        return levels, seen

    def find(self, query: SearchQuery, within: int | None = None) -> Answer:
        """The entries of the set `within` that answer `query`; all of them if it has no words.

        What a word is worth depends on where it stands and how rare it is; an entry is worth the
        sum of the words it has, and of what the phrases of the query mean. The most worth comes
        first, then the alphabet. Left out is what is worth a small part of the best only and lacks
        some of the words.
        """
        within = self.all if within is None else within
        if not query.words:
            nothing_said = not query.text
            hits = within if nothing_said else 0
            return Answer(self, (hits,) if hits else (), hits, nothing_said)
        looked_up = [(word, *self._levels(word, self.all)) for word in query.words]
        buckets: Buckets = {0: within}
        having_all, meant, tells = within, 0, False
        for word, levels, seen in looked_up:
            buckets = _spread(buckets, levels, seen, word.weight or self._weight(word, seen))
            if word.weight:
                meant |= 0 if word.faint else seen
            elif not self._is_common(seen):
                having_all &= seen
                tells = True
        said = [levels for word, levels, _seen in looked_up if not word.weight]
        buckets = _raise(buckets, _titled(said) & self._titles_up_to(len(said)))
        buckets = _lower(buckets, self._of_other_ages(query.ages))
        least = max(buckets, default=0) // WORTH_SHOWING + 1
        kept = having_all if tells else 0
        ranked = tuple(
            shown
            for key in sorted(buckets, reverse=True)
            if (shown := buckets[key] if key >= least else buckets[key] & kept) and key
        )
        hits = 0
        for held in ranked:
            hits |= held
        return Answer(self, ranked, hits, bool(hits & (having_all | meant)))

    def _is_common(self, seen: int) -> bool:
        """Whether a word stands in so many entries that it does not tell them apart."""
        return seen.bit_count() * COMMON > self.size > RARE

    def _weight(self, word: Word, seen: int) -> int:
        """How much a word weighs that stands in the entries `seen`."""
        if word.faint or self._is_common(seen):
            return 1
        return 2 if seen.bit_count() * RARE > self.size else 3

    def _of_other_ages(self, ages: frozenset[int]) -> int:
        """The entries that say for which ages they are, and for none of these."""
        of_these = of_any = 0
        for first, last, held in self._bands if ages else ():
            of_any |= held.bits
            if any(first <= age <= last for age in ages):
                of_these |= held.bits
        return of_any & ~of_these

    def _titles_up_to(self, words: int) -> int:
        found = 0
        for length in range(1, words + 1):
            if str(length) in self._short_titles:
                found |= self._short_titles[str(length)].bits
        return found

    # ---------------------------------------------------------------- order and size
    def in_order(self, order: str, hits: int) -> list[int]:
        """The places of `hits` with the newest checked first, then by name."""
        if order != "checked":
            raise ValueError(f"No such order: {order}")
        held = bytearray(hits.to_bytes(self.size // 8 + 1, "little"))
        return [place for place in self._newest if held[place >> 3] >> (place & 7) & 1]

    @property
    def memory(self) -> int:
        """Bytes held by the words and facets (the entries themselves come on top)."""
        tables = [*self._words.values(), self._facets, self._short_titles]
        return sum(held.memory for table in tables for held in table.values()) + sum(
            sys.getsizeof(table) for table in tables
        )


Buckets = dict[int, int]


def _usual(worth: int, place: int) -> int:
    """What usually helps is worth less the later it is named."""
    return max(1, worth * (LATER - place) // LATER)


def _spread(buckets: Buckets, levels: list[tuple[int, int]], seen: int, weight: int) -> Buckets:
    """Share out each bucket by what one more word is worth in its entries."""
    spread: Buckets = defaultdict(int)
    for score, held in buckets.items():
        for worth, having in levels:
            if both := held & having:
                spread[score + worth * weight] |= both
        if rest := held & ~seen:
            spread[score] |= rest
    return spread


def _titled(said: list[list[tuple[int, int]]]) -> int:
    """The entries with every word said in the title itself."""
    found = -1 if said else 0
    for levels in said:
        found &= next((having for worth, having in levels if worth == WORTH["title"][0]), 0)
    return found


def _lower(buckets: Buckets, unfit: int) -> Buckets:
    lowered: Buckets = defaultdict(int)
    for score, held in buckets.items():
        if less := held & unfit:
            lowered[score * OF_ANOTHER_AGE[0] // OF_ANOTHER_AGE[1]] |= less
        if rest := held & ~unfit:
            lowered[score] |= rest
    return lowered


def _raise(buckets: Buckets, titled: int) -> Buckets:
    raised: Buckets = defaultdict(int)
    for score, held in buckets.items():
        if whole := held & titled:
            raised[score + WHOLE_TITLE] |= whole
        if rest := held & ~titled:
            raised[score] |= rest
    return raised
