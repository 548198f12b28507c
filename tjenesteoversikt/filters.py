"""What a reader asked a list for, read from the address. Unknown values are set aside and named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

from bti_portal import norsk
from tjenesteoversikt.questions import Answer, Facet

LONGEST_TAG = 40
# The word in addresses for the list in one part, as it is printed.
WHOLE = "alle"


@dataclass(frozen=True)
class Tag:
    """A wish that can be taken away: its label, and the query without it."""

    label: str | Promise
    without: str


@dataclass(frozen=True)
class Wishes:
    """A reader's wishes for a list: words, and answers to its questions."""

    facets: tuple[Facet, ...]
    words: str = ""
    chosen: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    sort: str = ""

    @classmethod
    def read(cls, query: QueryDict, questions: tuple[Facet, ...]) -> Self:
        """Read the query of an address. A value that does not exist is left out and noted."""
        chosen: dict[str, tuple[Answer, ...]] = {}
        unknown: list[str] = []
        for facet in questions:
            values = [value for value in query.getlist(facet.name) if value]
            known = [option for option in facet.options if option.value in values]
            if known:
                chosen[facet.name] = tuple(known if facet.takes_several else known[:1])
            there = {option.value for option in known}
            unknown += [norsk.plain(value)[:40] for value in values if value not in there]
        words = norsk.plain(query.get("q", ""))[: norsk.LONGEST_QUERY]
        return cls(questions, words, chosen, tuple(dict.fromkeys(unknown))[:5])

    @property
    def words_cut(self) -> str:
        """The words, short enough for a tag or a heading."""
        return self.words if len(self.words) <= LONGEST_TAG else f"{self.words[: LONGEST_TAG - 1]}…"

    @property
    def number_chosen(self) -> int:
        """How many answers are chosen."""
        return sum(len(options) for options in self.chosen.values())

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.chosen

    def _pairs(self) -> list[tuple[str, str]]:
        pairs = [("q", self.words)] if self.words else []
        pairs += [
            (name, option.value) for name, options in self.chosen.items() for option in options
        ]
        return [*pairs, ("sorter", self.sort)] if self.sort else pairs

    def query(self, **changes: str | None) -> str:
        """The address's query for these wishes with `changes`; None takes a wish away."""
        pairs = [(name, value) for name, value in self._pairs() if name not in changes]
        pairs += [(name, value) for name, value in changes.items() if value]
        return f"?{urlencode(pairs)}" if pairs else "?"

    def _without(self, pair: tuple[str, str]) -> str:
        pairs = [other for other in self._pairs() if other != pair]
        return f"?{urlencode(pairs)}" if pairs else "?"

    @property
    def tags(self) -> list[Tag]:
        """What was wished for, each with the address without it."""
        tags = [
            Tag(option.label, self._without((name, option.value)))
            for name, options in self.chosen.items()
            for option in options
        ]
        if self.words:
            tags.insert(0, Tag(f"«{self.words_cut}»", self._without(("q", self.words))))
        return tags
