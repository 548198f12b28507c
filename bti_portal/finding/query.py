"""What a reader asks for, as words that can be looked up."""

from __future__ import annotations

from dataclasses import dataclass

from bti_portal import norsk


@dataclass(frozen=True)
class Word:
    """One thing a reader asked for.

    Attributes:
        said: the canonical words that are what was said.
        near: canonical words that mean about the same.
    """

    said: frozenset[str]
    near: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SearchQuery:
    """A reader's words; empty if they said nothing that can be looked up."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def read(cls, text: str) -> SearchQuery:
        """At most `norsk.LONGEST_QUERY` characters are looked at."""
        plain = norsk.plain(text)[: norsk.LONGEST_QUERY]
        words = tuple(Word(frozenset({token})) for token in sorted(norsk.query_tokens(plain)))
        return cls(plain, words)
