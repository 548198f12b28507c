"""What a reader asks for, as words that can be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bti_portal import norsk

# What an everyday phrase means counts as much as what was said, if it is this much of the query.
SHARE_OF_A_PHRASE = 0.4
WEIGHT = 3
HELP = 4
MOST_GROUPS = 4
MOST_TERMS = 3


@dataclass(frozen=True)
class Word:
    """One thing a reader asked for.

    Attributes:
        said: the canonical words that are what was said.
        near: canonical words that are about the same. With spaces between several that must all
            stand there.
        guess: canonical words for who or what usually helps, what is best first.
        weight: how much it weighs; 0 for as much as it is rare.
        faint: whether it tells little: if it was said, it weighs little though it is rare.
    """

    said: frozenset[str]
    near: frozenset[str] = frozenset()
    guess: tuple[str, ...] = ()
    weight: int = 0
    faint: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """A reader's words; empty if they said nothing that can be looked up.

    Attributes:
        text: what was typed.
        words: what it asks for.
        ages: the years of life of those it is about, if it says so.
    """

    text: str
    words: tuple[Word, ...]
    ages: frozenset[int] = frozenset()

    @classmethod
    def read(cls, text: str, synonyms: Sequence[Sequence[str]] = ()) -> SearchQuery:
        """At most `norsk.LONGEST_QUERY` characters are looked at.

        Args:
            text: what was typed.
            synonyms: groups of words that mean the same at the site.
        """
        plain = norsk.plain(text)[: norsk.LONGEST_QUERY]
        words = [_word(word) for word in norsk.query_words(plain)]
        groups = norsk.expand(plain, synonyms)[:MOST_GROUPS]
        meant = [word for group in groups for word in _meant(group)]
        return cls(plain, (*words, *meant), norsk.ages(plain))


def _meant(group: norsk.Group) -> list[Word]:
    """The group as one thing asked for, and a little for each of its words."""
    weight = round(WEIGHT * group.share)
    if group.share < SHARE_OF_A_PHRASE:
        return []
    if not group.is_sure:
        return [Word(frozenset(), guess=group.helps, weight=weight, faint=True)]
    whole = Word(frozenset(group.means), guess=group.helps, weight=weight)
    # What usually helps counts besides where a text names the thing itself.
    usual = Word(frozenset(), guess=group.helps, weight=round(HELP * group.share))
    return [whole, usual, *(Word(frozenset({term}), weight=1) for term in group.means[:MOST_TERMS])]


def _word(word: norsk.Word) -> Word:
    near = {*word.alternatives}
    if word.parts:
        near.add(" ".join(word.parts))
    return Word(frozenset({word.token}), frozenset(near), faint=norsk.is_faint(word.token))
