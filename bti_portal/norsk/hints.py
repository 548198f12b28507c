"""What single words of a query hint at, where no phrase of the thesaurus fits.

A word that stands in the phrases of few entries only tells what a query is about, though the
query says it in a way that no phrase does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log

# In phrases of more entries than this share, a word tells nothing.
TELLS_LITTLE = 0.3
# Phrases are few: a word of one phrase only is less sure than one of many.
UNSURE = 0.3


@dataclass(frozen=True)
class Hints:
    """Per word the entries it hints at, each with how surely: 1 if it is said of nothing else."""

    of_word: Mapping[str, Mapping[str, float]]

    def of(self, words: Iterable[str]) -> dict[str, float]:
        """How many words of a query hint at each entry, the less sure ones as part of a word."""
        found: defaultdict[str, float] = defaultdict(float)
        for word in words:
            for entry, sure in self.of_word.get(word, {}).items():
                found[entry] += sure
        return dict(found)


def learned(
    phrases: Iterable[tuple[str, Iterable[str]]], says_nothing: Callable[[str], bool]
) -> Hints:
    """The hints that lie in phrases.

    Args:
        phrases: the entry of each phrase, and its words.
        says_nothing: whether a word is to be passed over.
    """
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    entries = set()
    for entry, words in phrases:
        entries.add(entry)
        for word in words:
            if not says_nothing(word):
                said[word][entry] += 1
    most = log(max(len(entries), 2))
    found = {}
    for word, by_entry in said.items():
        rarity = log(len(entries) / len(by_entry)) / most
        if len(by_entry) <= max(1, TELLS_LITTLE * len(entries)):
            all_phrases = sum(by_entry.values()) + UNSURE
            found[word] = {entry: rarity * n / all_phrases for entry, n in by_entry.items()}
    return Hints(found)
