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


def ask(index: Index, text: str, synonyms: Sequence[Sequence[str]] = ()) -> Reply:
    """Look for `text`; with words that no text has, for what they are most like."""
    words = norsk.plain(text)[: norsk.LONGEST_QUERY]
    suggestion = norsk.suggest(words.split(), index.spelt)
    return Reply(index.find(SearchQuery.read(suggestion or words, synonyms)), suggestion)
