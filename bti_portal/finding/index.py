"""The index of a site in this process: what words, which facets, in which order. No database.

Entries are numbered in the alphabetical order of their names, so that a set of them, read from its
lowest bit, is already in that order.
"""

from __future__ import annotations

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

# What a word is worth where it stands: said there itself, or as a part of a compound or in other words.
WORTH = {"title": (12, 7), "need": (9, 6), "theme": (6, 4), "text": (3, 2)}
TIERS = tuple(WORTH)
# The whole name is what was asked for.
WHOLE_TITLE = 5
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
        self._endings = self._read(((e.ends_on,) if e.ends_on else ()) for e in known)
        # How often each word stands, as readers spell it.
        self.spelt = Counter(chain.from_iterable(entry.spelt.split() for entry in known))
        self._newest = sorted(range(self.size), key=lambda at: known[at].checked_on, reverse=True)
        vocabulary = set(chain.from_iterable(self._words.values()))
        self._forwards = sorted(vocabulary)
        self._backwards = sorted(word[::-1] for word in vocabulary)

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

    def _levels(self, word: Word, within: int) -> tuple[list[tuple[int, int]], int]:
        """What a word is worth where, each entry once at its best, and all entries that have it."""
        near = set(word.near)
        for said in word.said:
            near |= self._compounds(said)
        worths: dict[int, int] = defaultdict(int)
        for tier, (said_worth, near_worth) in WORTH.items():
            for worth, tokens in ((said_worth, word.said), (near_worth, near)):
                for token in tokens:
                    if token in self._words[tier]:
                        worths[worth] |= self._words[tier][token].bits
        levels, seen = [], 0
        for worth in sorted(worths, reverse=True):
            new = worths[worth] & within & ~seen
            if new:
                levels.append((worth, new))
                seen |= new
        return levels, seen

    def find(self, query: SearchQuery, within: int | None = None) -> Answer:
        """The entries of the set `within` that answer `query`; all of them if it has no words.

        An entry with more of the words comes before one with fewer; then the better place of the
        words, the rarer word, the alphabet. Kept are those with most of the words: all of them, or
        as many as any entry has.
        """
        within = self.all if within is None else within
        if not query.words:
            nothing_said = not query.text
            hits = within if nothing_said else 0
            return Answer(self, (hits,) if hits else (), hits, nothing_said)
        buckets: dict[tuple[int, int], int] = {(0, 0): within}
        told_apart = 0
        looked_up = [self._levels(word, self.all) for word in query.words]
        for levels, seen in looked_up:
            weight, tells = self._weight(seen.bit_count())
            told_apart += tells
            buckets = _spread(buckets, levels, seen, weight, tells)
        titled = _titled(looked_up) & self._titles_up_to(len(query.words))
        buckets = _raise(buckets, titled)
        best = max((count for count, _score in buckets if (count, _score) != (0, 0)), default=0)
        kept = {
            key: held
            for key, held in buckets.items()
            if key[1] and key[0] >= (best if best < 3 else best - 1)
        }
        ranked = tuple(kept[key] for key in sorted(kept, reverse=True))
        hits = 0
        for held in ranked:
            hits |= held
        return Answer(self, ranked, hits, best >= told_apart and bool(hits))

    def _weight(self, count: int) -> tuple[int, int]:
        """How much a word weighs that stands in `count` entries, and whether it tells them apart."""
        if count * COMMON > self.size and self.size > RARE:
            return 1, 0
        return (2 if count * RARE > self.size else 3), 1

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


Buckets = dict[tuple[int, int], int]


def _spread(
    buckets: Buckets, levels: list[tuple[int, int]], seen: int, weight: int, tells: int
) -> Buckets:
    """Share out each bucket by what one more word is worth in its entries."""
    spread: Buckets = defaultdict(int)
    for (count, score), held in buckets.items():
        for worth, having in levels:
            if both := held & having:
                spread[count + tells, score + worth * weight] |= both
        if rest := held & ~seen:
            spread[count, score] |= rest
    return spread


def _titled(looked_up: list[tuple[list[tuple[int, int]], int]]) -> int:
    """The entries with every word said in the title itself."""
    said = WORTH["title"][0]
    found = -1
    for levels, _seen in looked_up:
        found &= next((having for worth, having in levels if worth == said), 0)
    return max(found, 0)


def _raise(buckets: Buckets, titled: int) -> Buckets:
    raised: Buckets = defaultdict(int)
    for (count, score), held in buckets.items():
        if whole := held & titled:
            raised[count, score + WHOLE_TITLE] |= whole
        if rest := held & ~titled:
            raised[count, score] |= rest
    return raised
