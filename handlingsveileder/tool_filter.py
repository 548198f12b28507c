"""What a reader asked the toolbox for, read from the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bti_portal import norsk
from bti_portal.registers.models import Arena
from bti_portal.shell.navigation import Shell
from handlingsveileder import ladder
from handlingsveileder.ladder import LevelOnLadder
from handlingsveileder.models.tool import ToolAudience, ToolPage
from handlingsveileder.toolbox import Uses
from tjenesteoversikt.filters import Wishes
from tjenesteoversikt.questions import Answer, Facet

KINDS = {
    "skjema": ToolPage.Kind.FORM,
    "skala": ToolPage.Kind.SCALE,
    "samtale": ToolPage.Kind.CONVERSATION,
    "mal": ToolPage.Kind.TEMPLATE,
    "sjekkliste": ToolPage.Kind.CHECKLIST,
    "plan": ToolPage.Kind.PLAN,
}
# The same words as in the addresses of the catalogue.
AUDIENCES = {
    "tilsette": ToolAudience.PROFESSIONALS,
    "foreldre": ToolAudience.GUARDIANS,
    "ungdom": ToolAudience.YOUTH,
}


@dataclass(frozen=True)
class ToolAnswer(Answer):
    """An answer, and whether a tool is among what it asks for."""

    fits: Callable[[ToolPage], bool]


def _levels(uses: Uses, shell: Shell) -> tuple[ToolAnswer, ...]:
    """The levels whose steps cite a tool. Two guides of a site may have a level of the same name."""
    found: dict[str, list[LevelOnLadder]] = {}
    tools: dict[str, set[int]] = {}
    for tool, places in uses.items():
        for use in places:
            found.setdefault(use.level.label, []).append(use.level)
            tools.setdefault(use.level.label, set()).add(tool)
    answers = []
    for label in sorted(found, key=lambda label: min(level.page.path for level in found[label])):
        titles = {level.title for level in found[label]}
        words = ladder.name_of(found[label][0], shell)
        told = f"{words}: {titles.pop()}" if len(titles) == 1 else words
        here = frozenset(tools[label])
        answers.append(ToolAnswer(label.lower(), told, lambda tool, here=here: tool.pk in here))
    return tuple(answers)


def facets(arenas: Iterable[Arena], uses: Uses, shell: Shell) -> tuple[Facet, ...]:
    """The questions of the toolbox; one without answers is not asked.

    A municipality's own arena and a shared one may have the same word in addresses: one answer.
    """
    kinds = tuple(
        ToolAnswer(value, kind.label, lambda tool, kind=kind: tool.kind == kind)
        for value, kind in KINDS.items()
    )
    audiences = tuple(
        ToolAnswer(value, who.label, lambda tool, who=who: who in tool.audiences)
        for value, who in AUDIENCES.items()
    )
    places: dict[str, list[Arena]] = {}
    for arena in arenas:
        places.setdefault(arena.address_word, []).append(arena)
    arena_answers = tuple(
        ToolAnswer(word, same[0].name, lambda tool, same=same: any(map(tool.is_for, same)))
        for word, same in places.items()
    )
    asked = (
        Facet("for", _("Who is it for?"), audiences),
        Facet("niva", _("Where in the guide are you?"), _levels(uses, shell)),
        Facet("arena", _("Where do you work?"), arena_answers),
        Facet("type", _("What kind of tool?"), kinds),
    )
    return tuple(facet for facet in asked if facet.options)


@dataclass(frozen=True)
class ToolFilter(Wishes):
    """A reader's wishes for the toolbox.

    `words_of` are the canonical words of each tool, by primary key.
    """

    words_of: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_query(
        cls,
        query: QueryDict,
        questions: tuple[Facet, ...],
        words_of: Mapping[int, frozenset[str]],
    ) -> Self:
        read = cls.read(query, questions)
        return cls(questions, read.words, read.chosen, read.unknown, words_of=words_of)

    def apply(self, tools: Iterable[ToolPage]) -> list[ToolPage]:
        """The tools that meet every wish."""
        tokens = norsk.query_tokens(self.words)
        if self.words and not tokens:
            return []
        return [
            tool
            for tool in tools
            if all(self._fits(tool)) and all(self._has(tool, token) for token in tokens)
        ]

    def loosened(self, tools: Iterable[ToolPage]) -> list[ToolPage]:
        """The tools that have at least one of the words; without words, those that meet most wishes."""
        tokens = norsk.query_tokens(self.words)
        if tokens:
            return [tool for tool in tools if any(self._has(tool, token) for token in tokens)]
        met = {tool: sum(self._fits(tool)) for tool in tools}
        most = max(met.values(), default=0)
        return [tool for tool, number in met.items() if number == most > 0]

    def _fits(self, tool: ToolPage) -> Iterator[bool]:
        """For each question answered, whether the tool is among what was asked for."""
        for answers in self.chosen.values():
            yield any(answer.fits(tool) for answer in answers)

    def _has(self, tool: ToolPage, token: str) -> bool:
        """Whether the tool has a word that begins like this."""
        return any(word.startswith(token) for word in self.words_of.get(tool.pk, ()))
