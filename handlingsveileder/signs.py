"""Signs and factors as a reader asked for them: by age and arena, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti_portal import norsk
from bti_portal.registers.models import Arena
from handlingsveileder.blocks.sign import AGES, AREAS, KINDS

# What stands for an age in addresses, where it is not the stored word; as in the catalogue.
WRITTEN = {"pregnancy": "gravid"}
LONGEST = 40


@dataclass(frozen=True)
class Choice:
    """Something one can narrow the list to, and the query that does it."""

    label: str | Promise
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class SignFilter:
    """What a reader wants to see; what is not known is left out and noted."""

    arenas: tuple[Arena, ...] = ()
    age: str = ""
    arena: Arena | None = None
    unknown: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, str], arenas: Iterable[Arena]) -> SignFilter:
        """Read the query of an address: `?alder=3-5&arena=barnehage`."""
        offered = tuple(arenas)
        ages = {WRITTEN.get(age, age): age for age, _label in AGES}
        places = {arena.key: arena for arena in offered}
        places |= {arena.address_word: arena for arena in offered}
        wanted_age, wanted_arena = query.get("alder", ""), query.get("arena", "")
        unknown = []
        if wanted_age and wanted_age not in ages:
            unknown.append(norsk.plain(wanted_age)[:LONGEST])
        if wanted_arena and wanted_arena not in places:
            unknown.append(norsk.plain(wanted_arena)[:LONGEST])
        return cls(offered, ages.get(wanted_age, ""), places.get(wanted_arena), tuple(unknown))

    @property
    def is_empty(self) -> bool:
        return not self.age and self.arena is None

    def fits(self, sign: Mapping[str, Any]) -> bool:
        """Whether a sign is among those wanted. A sign without arenas is seen everywhere."""
        arenas = [arena.pk for arena in sign["arenas"] if arena]
        is_here = self.arena is None or not arenas or self.arena.pk in arenas
        return is_here and (not self.age or self.age in sign["ages"])

    @property
    def age_choices(self) -> list[Choice]:
        ages = [("", _("All ages")), *AGES]
        return [Choice(label, self._query(age, self.arena), age == self.age) for age, label in ages]

    @property
    def arena_choices(self) -> list[Choice]:
        everywhere = Choice(_("Everywhere"), self._query(self.age, None), self.arena is None)
        return [
            everywhere,
            *(
                Choice(arena.name, self._query(self.age, arena), arena == self.arena)
                for arena in self.arenas
            ),
        ]

    @staticmethod
    def _query(age: str, arena: Arena | None) -> str:
        wanted = {
            "alder": WRITTEN.get(age, age),
            "arena": arena.address_word if arena else "",
        }
        return f"?{urlencode({name: value for name, value in wanted.items() if value})}"


@dataclass(frozen=True)
class OfOneKind:
    """Signs, strains or strengths of one area."""

    kind: str
    blocks: list[Any]


@dataclass(frozen=True)
class OfOneArea:
    """What there is to notice in one area of a child's life."""

    area: str
    label: str | Promise
    kinds: list[OfOneKind]


def arenas_named(signs: Iterable[Any]) -> list[Arena]:
    """The arenas that some sign belongs to, in the order of the register."""
    found = {arena for block in signs for arena in block.value["arenas"] if arena}
    return sorted(found, key=lambda arena: (arena.position, arena.pk))


def in_groups(blocks: Iterable[Any]) -> list[OfOneArea]:
    """The blocks by area, and in each area by kind; without empty groups."""
    by_group: dict[tuple[str, str], list[Any]] = {}
    for block in blocks:
        by_group.setdefault((block.value["area"], block.value["kind"]), []).append(block)
    areas = []
    for area, label in AREAS:
        kinds = [
            OfOneKind(kind, by_group[area, kind]) for kind, _l in KINDS if (area, kind) in by_group
        ]
        if kinds:
            areas.append(OfOneArea(area, label, kinds))
    return areas
