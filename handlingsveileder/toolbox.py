"""What the toolbox knows of its tools besides their own pages: who cites them, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from bti_portal import norsk
from bti_portal.caching import generations
from bti_portal.registers.models import Arena
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import Outline, generation_of
from handlingsveileder import ladder
from handlingsveileder.ladder import LevelOnLadder, StepOnLadder

if TYPE_CHECKING:
    from handlingsveileder.models import ToolPage

MARKUP = re.compile(r"<[^>]*>")
# Keys of a stream that hold no words.
NO_WORDS = {"type", "id"}


@dataclass(frozen=True)
class Use:
    """A level of a guide, and those of its steps that cite a tool."""

    level: LevelOnLadder
    steps: tuple[StepOnLadder, ...]


Uses = dict[int, tuple[Use, ...]]


@dataclass(frozen=True)
class Entry:
    """A tool, with what its surroundings know of it.

    `arenas` are those it is for, none meaning all; `languages` the codes it can be had in.
    """

    tool: ToolPage
    uses: tuple[Use, ...]
    arenas: tuple[Arena, ...]
    languages: tuple[str, ...]


def entries(tools: Iterable[ToolPage], shell: Shell, arenas: Sequence[Arena]) -> list[Entry]:
    """`tools` as readers see them in a list; `arenas` are those to find theirs among, in order."""
    known = uses(shell)
    return [
        Entry(
            tool,
            known.get(tool.pk, ()),
            tuple(arena for arena in arenas if arena.pk in tool.arena_ids),
            _languages(tool, shell),
        )
        for tool in tools
    ]


def _languages(tool: ToolPage, shell: Shell) -> tuple[str, ...]:
    outline = shell.outline
    lineage = outline.lineage(tool.path or "") if outline else []
    if not outline or not lineage or lineage[-1].pk != tool.pk:
        return (shell.language,)
    others = (code for code in outline.languages if code != shell.language)
    return (shell.language, *(c for c in others if outline.in_language(lineage[-1], c)))


def uses(shell: Shell) -> Uses:
    """Where each tool, by primary key, is cited in the guides of the reader's site and language.

    Read once a generation: one query besides those of the ladders, however many steps there are.
    """
    outline = shell.outline
    if outline is None:
        return {}
    question = ("uses of tools", outline.site.pk, shell.language)
    return generations.memory.recall(
        generation_of(shell.request), question, lambda: _read_uses(shell, outline)
    )


def _read_uses(shell: Shell, outline: Outline) -> Uses:
    levels = [level for guide in ladder.all_on(shell) for level in guide]
    steps = [step.page for level in levels for step in level.steps]
    keys = [page.pk for page in steps if not outline.is_restricted(page.path)]
    step_page = apps.get_model("handlingsveileder.StepPage")
    rows = step_page.objects.filter(pk__in=keys).values_list("pk", "tools", "variants")
    cited = {pk: _tools_in(tools.raw_data, variants.raw_data) for pk, tools, variants in rows}
    found: dict[int, list[Use]] = {}
    for level in levels:
        for tool in sorted({pk for step in level.steps for pk in cited.get(step.page.pk, ())}):
            citing = tuple(step for step in level.steps if tool in cited.get(step.page.pk, ()))
            found.setdefault(tool, []).append(Use(level, citing))
    return {tool: tuple(places) for tool, places in found.items()}


def _tools_in(tools: Iterable[Any], variants: Iterable[Any]) -> set[int]:
    """Primary keys of the tools that a step, or one of its variants, cites."""
    cited = list(tools)
    for variant in variants:
        cited += variant["value"].get("tools") or []
    return {int(block["value"]) for block in cited if block["value"]}


def words_of(tools: Iterable[ToolPage], shell: Shell) -> dict[int, frozenset[str]]:
    """The canonical words of each tool, by primary key; worked out once a generation."""
    generation = generation_of(shell.request)
    return {
        tool.pk: generations.memory.recall(
            generation, ("words of tool", tool.pk, shell.language), lambda tool=tool: _words(tool)
        )
        for tool in tools
    }


def _words(tool: ToolPage) -> frozenset[str]:
    kind = str(tool.get_kind_display())
    streams = [*_texts(list(tool.body.raw_data)), *_texts(list(tool.worksheet.raw_data))]
    return frozenset(norsk.tokens(" ".join([tool.title, tool.lead, kind, *streams])))


def _texts(raw: Any) -> Iterator[str]:
    """Every text in a stream as it is stored, without its markup."""
    if isinstance(raw, str):
        yield MARKUP.sub(" ", raw)
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name not in NO_WORDS:
                yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)
