"""The list of services: from a reader's wishes to hits, and how many each further wish would leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from bti_portal.caching import generations
from bti_portal.finding.asking import Reply, ask
from bti_portal.finding.index import Answer as Found
from bti_portal.finding.index import Index
from bti_portal.finding.keeping import index_of
from bti_portal.registers.models import Arena
from bti_portal.registers.synonyms import synonyms_of
from tjenesteoversikt.filters import Wishes
from tjenesteoversikt.level_names import PLACES
from tjenesteoversikt.models import Need, Publication, Theme
from tjenesteoversikt.questions import (
    ACCESS,
    AUDIENCES,
    BANDS,
    BEFORE_BIRTH,
    COST,
    FORMS,
    OWNERS,
    Answer,
    Facet,
)
from tjenesteoversikt.search import KIND

# What the list can be sorted by, as in addresses. Empty: what fits best, or names without words.
ORDERS = {"": _("What fits best"), "namn": _("Name"), "kontrollert": _("Last checked")}
BY = {"namn": "name", "kontrollert": "checked"}
LevelNames = tuple[tuple[str, str], ...]
NUMBERED = tuple((place, place) for place in PLACES)


def _all_facets(site: Site, levels: LevelNames) -> tuple[Facet, ...]:
    """Every question with every answer there could be."""

    def several(name: str, question: Any, answers: Iterable[tuple[str, Any]]) -> Facet:
        options = tuple(Answer(value, label) for value, label in answers)
        return Facet(name, question, options, takes_several=True)

    arenas = Arena.objects.filter(Q(site=None) | Q(site=site))
    return (
        Facet("alder", _("How old is the child?"), (BEFORE_BIRTH, *BANDS), takes_several=True),
        several("behov", _("What is difficult?"), Need.objects.values_list("key", "name")),
        several(
            "for",
            _("Who is it for?"),
            ((word, label) for word, (_who, label) in AUDIENCES.items()),
        ),
        Facet("tilgang", _("How do you get the help?"), ACCESS),
        Facet("pris", _("What does it cost?"), COST),
        several("tema", _("What is it about?"), Theme.objects.values_list("key", "name")),
        several("form", _("In what way?"), _labelled(FORMS)),
        several("niva", _("Where in the guide are you?"), levels),
        several(
            "arena",
            _("Where is the child, or where do you work?"),
            arenas.values_list("key", "name"),
        ),
        several("tilbydar", _("Who gives it?"), _labelled(OWNERS)),
    )


def _labelled(words: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((word, choice.label) for word, choice in words.items())


@dataclass(frozen=True)
class Listing:
    """What a site's catalogue answers to a reader's wishes."""

    site: Site
    index: Index
    wishes: Wishes
    base: int
    synonyms: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def _reply(self) -> Reply:
        return ask(self.index, self.wishes.words, self.synonyms, self.base)

    @property
    def suggestion(self) -> str | None:
        """The spelling that was looked for instead of what was typed, if that was no word."""
        return self._reply.suggestion

    @property
    def answered(self) -> Found:
        """What the words find, whatever else is wished for."""
        return self._reply.answer

    @cached_property
    def chosen_bits(self) -> dict[str, int]:
        """For each question that was answered, the services with one of the answers."""
        return {
            name: self.index.having_any(name, [option.value for option in options])
            for name, options in self.wishes.chosen.items()
        }

    def within(self, besides: str = "") -> int:
        """The services that meet every answer, leaving out the question `besides`."""
        within = self.index.all
        for name, held in self.chosen_bits.items():
            if name != besides:
                within &= held
        return within

    @cached_property
    def found(self) -> Found:
        """The services that meet every wish."""
        return self.answered.within(self.within())

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """For each answer to each question, how many services it would leave or bring."""
        counts = {}
        for facet in self.wishes.facets:
            hits = self.answered.hits & self.within(besides=facet.name)
            counts[facet.name] = {
                option.value: (hits & self.index.having(f"{facet.name}:{option.value}")).bit_count()
                for option in facet.options
            }
        return counts

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, part: slice) -> list[Publication]:
        """A part of the list, in the order wished for. One query."""
        start, number = part.start or 0, part.stop - (part.start or 0)
        by = BY.get(self.wishes.sort) or ("" if self.wishes.words else "name")
        hits = self.found.by(by, start, number) if by else self.found.cut(start, number)
        return rows_of(self.site, [hit.object_id for hit in hits])


def rows_of(site: Site, pks: list[int]) -> list[Publication]:
    """The publications in the order of `pks`, those that readers may see."""
    if not pks:
        return []
    # By key alone: with more to choose from, PostgreSQL may walk all of a site's rows.
    rows = Publication.objects.filter(pk__in=pks).select_related(
        "service", "service__provider", "approved_revision"
    )
    known = {row.pk: row for row in rows if row.site_id == site.pk and row.is_shown}
    return [known[pk] for pk in pks if pk in known]


def listing(
    site: Site, query: QueryDict, generation: UUID, levels: LevelNames = NUMBERED
) -> Listing:
    """Read the wishes in an address. Questions that no service of the site answers are not asked.

    `levels` are the places on the ladder, each with its name.
    """
    language = get_language()
    index = index_of(site.pk, language)
    base = index.having(f"kind:{KIND}") & ~index.over(timezone.localdate().isoformat())
    everything = generations.memory.recall(
        generation,
        ("service questions", site.pk, language, levels),
        lambda: _all_facets(site, levels),
    )
    wishes = Wishes.read(query, everything)
    asked = tuple(
        facet for one in everything if (facet := _asked(one, wishes, index, base)).options
    )
    sort = query.get("sorter", "")
    wishes = replace(wishes, facets=asked, sort=sort if sort in BY else "")
    synonyms = generations.memory.recall(
        generation, ("synonyms", site.pk), lambda: synonyms_of(site.pk)
    )
    return Listing(site, index, wishes, base, synonyms)


def _asked(facet: Facet, wishes: Wishes, index: Index, base: int) -> Facet:
    """The question with the answers that some service of the site gives, and those chosen."""
    chosen = wishes.chosen.get(facet.name, ())
    kept = tuple(
        option
        for option in facet.options
        if option in chosen or index.having(f"{facet.name}:{option.value}") & base
    )
    return replace(facet, options=kept)
