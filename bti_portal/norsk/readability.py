"""How heavy a text is to read: its sentences, and LIX.

LIX is the mean number of words in a sentence and the share of words longer than six letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
LONG_WORD = 6
LONGEST_SENTENCE = 25
# A title or a line says too little about how a text is to read.
FEWEST_WORDS = 60
# After nr., f.eks. and the like no sentence begins: a small letter or a figure follows.
NEW_SENTENCE = re.compile(r"\n+|(?<=[.!?:…])[)»”\"]*\s+(?=[«“\"(–-]*\s*[A-ZÆØÅ])")


class Heaviness(IntEnum):
    """How a text is to read, from its LIX: as low as the number, or lower, up to the next."""

    EASY = 0
    PLAIN = 40
    HEAVY = 50
    VERY_HEAVY = 60


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text, and how many words it has."""

    start: int
    words: str
    length: int

    @property
    def is_long(self) -> bool:
        return self.length > LONGEST_SENTENCE


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text`; headings and items of a list are sentences too."""
    start = 0
    ends = [(found.start(), found.end()) for found in NEW_SENTENCE.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        words = text[start:end].strip()
        length = len(WORD.findall(words))
        if length:
            yield Sentence(start, words, length)
        start = following


def lix(text: str) -> int | None:
    """The LIX of `text`; None where it has too few words to tell."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    number = sum(1 for _sentence in sentences(text))
    long = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / number + 100 * long / len(words))


def heaviness(number: int) -> Heaviness:
    """How a text with a LIX of `number` is to read."""
    return max(level for level in Heaviness if level <= max(number, 0))
