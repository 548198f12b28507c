"""The words that a compound is made of: skulehelsetenesta is skule, helse and teneste."""

from functools import cache, lru_cache

from bti_portal.norsk.forms import bridged, irregular, simple
from bti_portal.norsk.reading import blocks, folded, single

SHORTEST_PART = 3
MOST_PARTS = 5
LONG_ENOUGH = 4


def _shapes(word: str) -> set[str]:
    """How a word stands as the first part of a compound."""
    shapes = {word, word + "s", word + "e"}
    return shapes | {word[:-1]} if word.endswith("e") and len(word) > SHORTEST_PART + 1 else shapes


@cache
def _first_parts() -> dict[str, str]:
    """Folded shapes of first parts, one consonant for two, with their canonical forms."""
    found: dict[str, str] = {}
    for entry in " ".join(blocks("lexicon.txt")["any"]).split():
        word, _colon, further = entry.partition(":")
        token = simple(word)
        plain = bridged(folded(word))
        for shape in (*further.split(","), *sorted(_shapes(plain))):
            if len(shape) >= SHORTEST_PART:
                found.setdefault(single(bridged(folded(shape))), token)
    return found


@cache
def _last_parts() -> frozenset[str]:
    """Canonical forms of what a compound may end with."""
    words = [*blocks("lexicon.txt")["any"], *blocks("lexicon.txt")["head"]]
    entries = (entry.partition(":")[0] for entry in " ".join(words).split())
    return frozenset(map(simple, entries)) | frozenset(irregular("noun").values())


@lru_cache(maxsize=20_000)
def split(token: str, most: int = MOST_PARTS) -> tuple[str, ...]:
    """The canonical forms that the canonical form of a compound is made of; none if it is none.

    Few parts are better than many, and of as many those with the longest last part.
    """
    if most < 2 or (token in _first_parts() and len(token) <= SHORTEST_PART + 1):
        return ()
    first, last = _first_parts(), _last_parts()
    best: tuple[str, ...] = ()
    for at in range(SHORTEST_PART, len(token) - SHORTEST_PART + 1):
        head = first.get(token[:at])
        if not head:
            continue
        rest = token[at:]
        tail = (rest,) if rest in last else split(rest, most - 1)
        if tail and (not best or len(tail) + 1 < len(best)):
            best = (head, *tail)
    # A word of its own only seems to be made of short ones: rettleiar is no leiar of a veg.
    return () if token in last and min(map(len, best), default=0) < LONG_ENOUGH else best


def parts(word: str) -> tuple[str, ...]:
    """The canonical forms of the parts of a compound: of a word, or of a canonical form of one."""
    return split(canonical(word)) or split(word)


@lru_cache(maxsize=20_000)
def canonical(word: str) -> str:
    """The canonical form of one lower-case word, stop words too."""
    return _compound_of_irregular(word) or simple(word)


def _compound_of_irregular(word: str) -> str:
    """For a compound whose last part has forms of its own: besteforeldre."""
    bokmal = bridged(folded(word))
    for at in range(SHORTEST_PART, len(bokmal) - SHORTEST_PART + 1):
        token = irregular("noun").get(bokmal[at:])
        if token and single(bokmal[:at]) in _first_parts():
            return single(bokmal[:at]) + token
    return ""
