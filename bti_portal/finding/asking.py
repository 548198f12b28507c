"""A reader's question put to the index, with what they may have meant to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bti_portal import norsk
from bti_portal.finding.index import Answer, Index
from bti_portal.finding.query import SearchQuery


@dataclass(frozen=True)
class Reply:
    """What was found, and the spelling that was looked for instead of what was typed."""

    answer: Answer
    suggestion: str | None = None


def ask(
    index: Index, text: str, synonyms: Sequence[Sequence[str]] = (), within: int | None = None
) -> Reply:
    """Look for `text`; with words that no text has, for what they are most like.

    Args:
        index: of a site, for readers of one form of Norwegian.
        text: what was typed.
        synonyms: what means the same at the site (`registers.synonyms.synonyms_of`).
        within: the set of entries to look among; all of them if none.
    """
    words = norsk.plain(text)[: norsk.LONGEST_QUERY]
    suggestion = norsk.suggest(norsk.WORD.findall(words), index.spelt)
    query = SearchQuery.read(suggestion or words, synonyms)
    return Reply(index.find(query, within), suggestion)
