"""What a reader asks for, as words that can be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bti_portal import norsk

# What an everyday phrase means counts as much as what was said, if it is this much of the query.
SHARE_OF_A_PHRASE = 0.5
WEIGHT = 4
MOST_GROUPS = 6


@dataclass(frozen=True)
class Word:
    """One thing a reader asked for.

    Attributes:
        said: the canonical words that are what was said.
        near: canonical words that mean about the same. With spaces between several that must all
            stand there.
        weight: how much it weighs; 0 for as much as it is rare.
    """

    said: frozenset[str]
    near: frozenset[str] = frozenset()
    weight: int = 0


@dataclass(frozen=True)
class SearchQuery:
    """A reader's words; empty if they said nothing that can be looked up."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def read(cls, text: str, synonyms: Sequence[Sequence[str]] = ()) -> SearchQuery:
        """At most `norsk.LONGEST_QUERY` characters are looked at.

        Args:
            text: what was typed.
            synonyms: groups of words that mean the same at the site.
        """
        plain = norsk.plain(text)[: norsk.LONGEST_QUERY]
        words = [_word(word) for word in norsk.query_words(plain)]
        groups = [
            Word(frozenset(group.means), frozenset(group.helps), round(WEIGHT * group.share))
            for group in norsk.expand(plain, synonyms)
            if group.share >= SHARE_OF_A_PHRASE
        ][:MOST_GROUPS]
        return cls(plain, (*words, *groups))


def _word(word: norsk.Word) -> Word:
    near = {*word.alternatives}
    if word.parts:
        near.add(" ".join(word.parts))
    return Word(frozenset({word.token}), frozenset(near))
