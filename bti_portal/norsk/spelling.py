"""What somebody may have meant to write: «Meinte du …»."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import is_stop_word
from bti_portal.norsk.reading import folded, single
from bti_portal.norsk.thesaurus import common, spelt

SHORTEST = 4
NEAREST = 0.72
NEAREST_OF_A_COMPOUND = 0.92
CANDIDATES = 12
# A word that sounds the same counts as this much nearer.
SOUNDS_THE_SAME = 0.2
SAME_BEGINNING = 0.03
OF_FREQUENCY = 0.01

# What Norwegians hear alike, in the order it is looked at.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"skj|sch|sj|kj|tj|sk(?=[iy])|k(?=[iy])", "x"),
        (r"hv|kv|gv|w", "v"),
        (r"hj|gj|lj", "j"),
        (r"gt|kt", "t"),
        (r"ld|nd|rd", lambda found: found[0][0]),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|c(?![iey])|q", "k"),
        (r"c|z", "s"),
        (r"x", "ks"),
        (r"ei|ai|øy|oy|eg(?=n)", "e"),
        (r"æ|ä|ae", "e"),
        (r"å|aa|au", "o"),
        (r"ø|oe", "o"),
        (r"y", "i"),
        (r"u", "o"),
        (r"d(?=$)|t(?=$)|h", ""),
        (r"b", "p"),
        (r"d", "t"),
        (r"g", "k"),
        (r"(.)\1+", r"\1"),
        (r"e(?=r$)|e(?=n$)", ""),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The word as it is heard, roughly: kjæreste and skjæreste are the same."""
    for pattern, heard in SOUNDS:
        word = pattern.sub(heard, word)
    return word


def _score(word: str, candidate: str, likeness: float, frequency: int) -> float:
    score = likeness + OF_FREQUENCY * log(1 + frequency)
    if sound(word) == sound(candidate) or single(folded(word)) == single(folded(candidate)):
        score += SOUNDS_THE_SAME
    if word[:2] == candidate[:2]:
        score += SAME_BEGINNING
    return score


def nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The word of the vocabulary that `word` most likely was meant to be, if any is near."""
    if len(word) < SHORTEST or not vocabulary:
        return None
    # A compound may be a word though no text has it: only what is all but the same is meant.
    least = NEAREST_OF_A_COMPOUND if parts(word) else NEAREST
    near = process.extract(
        word,
        vocabulary.keys(),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=NEAREST - SOUNDS_THE_SAME,
        limit=CANDIDATES,
    )
    scored = [
        (_score(word, candidate, likeness, vocabulary[candidate]), candidate)
        for candidate, likeness, _place in near
        if len(candidate) >= SHORTEST - 1
    ]
    if len(word) == SHORTEST:
        # Of a word so short, another letter makes another word.
        scored = [one for one in scored if len(one[1]) != SHORTEST or sound(one[1]) == sound(word)]
    score, best = max(scored, default=(0.0, ""))
    return best if score >= least and best != word else None


def suggest(words: Iterable[str], vocabulary: Mapping[str, int]) -> str | None:
    """The query with its misspelt words written right; nothing if no word is, or none is near.

    Args:
        words: the words of the query as they were typed, in lower case.
        vocabulary: words in the spelling and the form of Norwegian to suggest in, with how often
            they stand in the texts. The words of the thesaurus are suggested too.
    """
    meant, changed = [], False
    here = _here(frozenset(vocabulary))
    for word in words:
        right = (
            None if is_stop_word(word) or _is_known(word, here) else _right(word, vocabulary, here)
        )
        changed = changed or right is not None
        meant.append(right or word)
    return " ".join(meant) if changed else None


def _right(word: str, vocabulary: Mapping[str, int], here: dict[str, str]) -> str | None:
    everything = {**dict.fromkeys(spelt(), 0), **vocabulary}
    right = nearest(word, everything)
    if right is None or right in vocabulary:
        return right
    # As the texts of the site spell it, in the reader's form of Norwegian.
    return here.get(canonical(right), right)


def _is_known(word: str, here: dict[str, str]) -> bool:
    token = canonical(word)
    return word.isdigit() or token in here or token in _tokens_of_thesaurus()


@lru_cache(maxsize=8)
def _here(vocabulary: frozenset[str]) -> dict[str, str]:
    """The tokens of the vocabulary, each with the shortest of its words."""
    by_length = sorted(vocabulary, key=lambda word: (-len(word), word))
    return {canonical(word): word for word in by_length}


@lru_cache(maxsize=1)
def _tokens_of_thesaurus() -> frozenset[str]:
    return frozenset(map(canonical, spelt() | common()))
