"""The guide as one object: levels, steps, where one stands, and the ways on.

Overview, menus, previous and next, print and checks all read a guide through `Ladder`, so that
they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Page

from bti_portal.caching import generations
from bti_portal.registers.models import Arena
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import Outline, OutlinePage, generation_of
from handlingsveileder.arenas import tail_of

# By name: the page types read their ladder here, so they cannot be imported.
GUIDE = "handlingsveileder.GuidePage"


@dataclass(frozen=True)
class Rung:
    """A level or a step as it stands on the ladder."""

    page: OutlinePage
    is_current: bool = False
    # What the address of the arena one sees it from adds: `for/barnehage/`.
    below: str = ""

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def url(self) -> str:
        return self.page.url + self.below


@dataclass(frozen=True)
class StepOnLadder(Rung):
    """A step, with its place within the level, counted from 1."""

    number: int = 0
    of: int = 0


@dataclass(frozen=True)
class LevelOnLadder(Rung):
    """A level with its steps in order."""

    label: str = ""
    lead: str = ""
    steps: tuple[StepOnLadder, ...] = ()

    @property
    def holds_current(self) -> bool:
        """Whether one stands on a step of this level."""
        return any(step.is_current for step in self.steps)


@dataclass(frozen=True)
class Ladder:
    """A guide, its levels and steps, seen from one page."""

    guide: OutlinePage
    levels: tuple[LevelOnLadder, ...]
    way_out: OutlinePage | None = None
    # The arenas in which at least one step differs, and the one it is seen from.
    arenas: tuple[Arena, ...] = ()
    arena: Arena | None = None

    def __iter__(self) -> Iterator[LevelOnLadder]:
        return iter(self.levels)

    def seen_from(self, pk: int | None, arena: Arena | None = None) -> Ladder:
        """The same ladder with the page `pk` as the place where one stands, as `arena` sees it."""
        below = tail_of(arena, self.guide.language)

        def level_from(level: LevelOnLadder) -> LevelOnLadder:
            steps = tuple(
                replace(step, is_current=step.page.pk == pk, below=below) for step in level.steps
            )
            return replace(level, is_current=level.page.pk == pk, steps=steps, below=below)

        return replace(self, levels=tuple(map(level_from, self.levels)), arena=arena)

    @property
    def url(self) -> str:
        """The address of the guide itself, for the arena it is seen from."""
        return self.guide.url + tail_of(self.arena, self.guide.language)

    def height_of(self, page: Page) -> int | None:
        """Which level `page` is, or stands on, counted from 0 at the bottom; None for other pages."""
        paths = [level.page.path for level in self.levels]
        return next((i for i, path in enumerate(paths) if (page.path or "").startswith(path)), None)

    @cached_property
    def level(self) -> LevelOnLadder | None:
        """The level one stands on, or whose step one stands on."""
        return next((lev for lev in self.levels if lev.is_current or lev.holds_current), None)

    @cached_property
    def step(self) -> StepOnLadder | None:
        """The step one stands on."""
        return next((s for level in self.levels for s in level.steps if s.is_current), None)

    def _beside(self, offset: int) -> Rung | None:
        rungs: list[Rung] = list(self.levels)
        if self.step:
            rungs = [step for level in self.levels for step in level.steps]
        place = next((i for i, rung in enumerate(rungs) if rung.is_current), None)
        if place is None or not 0 <= place + offset < len(rungs):
            return None
        return rungs[place + offset]

    @property
    def previous(self) -> Rung | None:
        """The step before a step, also across levels; the level before a level."""
        return self._beside(-1)

    @property
    def next(self) -> Rung | None:
        """The step after a step, also across levels; the level after a level."""
        return self._beside(+1)


def read(outline: Outline, guide: OutlinePage, reading: str = "") -> Ladder:
    """Read `guide` as readers see it: published levels and steps, in the order of the tree.

    Those closed to more readers than the guide (or the page at `reading`) are left out. Four
    queries, however large the guide is.
    """
    seen_at = reading or guide.path

    def below(above: OutlinePage) -> list[OutlinePage]:
        return [page for page in outline.children(above) if not outline.hides(page.path, seen_at)]

    guide_model = apps.get_model(GUIDE)
    level_model = apps.get_model("handlingsveileder.LevelPage")
    level_pages = below(guide)
    drafts = outline.draft.pages if outline.draft else {}
    published = level_model.objects.filter(pk__in=[page.pk for page in level_pages])
    words = {pk: told for pk, *told in published.values_list("pk", "label", "lead")}
    words |= {pk: (page.label, page.lead) for pk, page in drafts.items() if pk in words}
    levels = []
    for page in level_pages:
        pages = below(page)
        steps = tuple(
            StepOnLadder(step, number=number, of=len(pages))
            for number, step in enumerate(pages, start=1)
        )
        label, lead = words[page.pk]
        levels.append(LevelOnLadder(page, label=label, lead=lead, steps=steps))
    if guide.pk in drafts:
        way_out = drafts[guide.pk].violence_exit_id
    else:
        way_out = guide_model.objects.values_list("violence_exit_id", flat=True).get(pk=guide.pk)
    return Ladder(
        guide,
        tuple(levels),
        _way_out(outline, way_out, seen_at),
        _arenas([step.page.pk for level in levels for step in level.steps], drafts),
    )


def _way_out(outline: Outline, pk: int | None, reading: str) -> OutlinePage | None:
    page = outline.with_pk(pk)
    return None if page is None or outline.hides(page.path, reading) else page


def _arenas(step_pks: list[int], drafts: Mapping[int, Any]) -> tuple[Arena, ...]:
    """The arenas that variants of the steps name, from what is stored, in the register's order."""
    step_model = apps.get_model("handlingsveileder.StepPage")
    published = [pk for pk in step_pks if pk not in drafts]
    streams = [
        *step_model.objects.filter(pk__in=published).values_list("variants", flat=True),
        *(drafts[pk].variants for pk in step_pks if pk in drafts),
    ]
    named = {item["value"].get("arena") for stream in streams for item in stream.raw_data}
    return tuple(Arena.objects.filter(pk__in=named - {None})) if named else ()


def _remembered(shell: Shell, guide: OutlinePage) -> Ladder:
    outline = shell.outline
    return generations.memory.recall(
        generation_of(shell.request), ("ladder", guide.pk), lambda: read(outline, guide)
    )


def name_of(level: LevelOnLadder, shell: Shell) -> str:
    """What the municipality calls a level: `Level 0`."""
    word = shell.municipality.level_word or _("Level")
    return f"{word[:1].upper()}{word[1:]} {level.label}"


def names_by_place(shell: Shell) -> dict[str, str]:
    """The levels of the site's guide by their place from the bottom, as the catalogue names them.

    A title only where the site has one guide: the same place has another title in another guide.
    """
    ladders = all_on(shell)
    names: dict[str, str] = {}
    for found in ladders:
        for place, level in enumerate(found.levels):
            told = name_of(level, shell)
            if len(ladders) == 1:
                told = f"{level.title} ({told[:1].lower()}{told[1:]})"
            names.setdefault(str(place), told)
    return names


def all_on(shell: Shell) -> list[Ladder]:
    """The ladders of the reader's site and language: one for all, or one for each service."""
    return [ladder for ladder in of_site(shell) if ladder.guide.language == shell.language]


def with_way_out(shell: Shell) -> Ladder | None:
    """For a page outside the guides: the first ladder that leads out on suspicion of violence."""
    return next((found for found in all_on(shell) if found.way_out), None)


def of_site(shell: Shell) -> list[Ladder]:
    """The ladders of all guides of the reader's site that are for everybody, in all languages."""
    outline = shell.outline
    if outline is None:
        return []
    return [
        _remembered(shell, page)
        for page in outline.pages
        if page.model._meta.label == GUIDE and not outline.is_restricted(page.path)
    ]


def around(page: Page, shell: Shell, arena: Arena | None = None) -> Ladder | None:
    """The ladder that `page` stands on, seen from it and, if one is given, from `arena`."""
    guide = guide_around(page, shell)
    if guide is None:
        return None
    # A closed rung of an open guide is on no other page's ladder, so this one is not remembered.
    is_closed = shell.outline.hides(page.path or "", guide.path)
    found = read(shell.outline, guide, page.path) if is_closed else _remembered(shell, guide)
    return found.seen_from(page.pk, arena)


def guide_around(page: Page, shell: Shell) -> OutlinePage | None:
    """The guide that `page` is, or stands in."""
    lineage = shell.outline.lineage(page.path or "") if shell.outline else []
    return next((above for above in lineage if above.model._meta.label == GUIDE), None)
